import type { Settings } from '../settings.ts';
import { WRITTEN_BY } from './conf-text.ts';
import { STASIS_APP } from './core-conf.ts';

/** Text of the language files that is played when no controller takes the call. */
export const OUTAGE_PROMPT = 'apology';
/** Where the dialplan plays it. */
export const APOLOGY_CONTEXT = 'apology';

/**
 * Callers go to the controller. One that no controller takes within `asterisk.outageSeconds` hears an apology in each
 * language and a busy tone, and ends as busy (Q.850 cause 17): it never rings for ever. The controller clears the
 * timeout (`TIMEOUT(absolute)=0`) when it takes a call.
 */
export function extensionsConf(settings: Settings): string {
  const [first = 'es'] = settings.languages;
  const caller = (pattern: string) => [
    `exten => ${pattern},1,Set(CHANNEL(language)=${first})`,
    ` same => n,Set(TIMEOUT(absolute)=${settings.asterisk.outageSeconds})`,
    // The Call-ID travels along, last because the far end chooses it: nobody has to ask for it.
    ` same => n,Stasis(${STASIS_APP},inbound,\${EXTEN},\${CHANNEL(pjsip,call-id)})`,
    // Here only without the application, or when the controller sent the call on by mistake.
    ` same => n,GotoIf($["\${STASISSTATUS}" = "FAILED"]?${APOLOGY_CONTEXT},s,1)`,
    ' same => n,Hangup(31)',
  ];
  const apology = settings.languages.flatMap((language) => [
    ` same => n,Set(CHANNEL(language)=${language})`,
    ` same => n,Playback(centralita/${OUTAGE_PROMPT},noanswer)`,
  ]);
  const lines = [
    '[general]',
    'static = yes',
    'writeprotect = yes',
    'clearglobalvars = yes',
    '',
    '[inbound]',
    ...['_X!', '_+X!'].flatMap(caller),
    `exten => T,1,Goto(${APOLOGY_CONTEXT},s,1)`,
    'exten => i,1,Hangup(1)',
    '',
    `[${APOLOGY_CONTEXT}]`,
    'exten => s,1,Set(TIMEOUT(absolute)=0)',
    ' same => n,Progress()',
    ...apology,
    ' same => n,Playtones(busy)',
    ' same => n,Wait(4)',
    ' same => n,Hangup(17)',
    '',
    '; Agents call nobody by themselves: the controller dials for them.',
    '[agents]',
    'exten => _X!,1,Hangup(21)',
    '',
  ];
  return WRITTEN_BY + lines.join('\n');
}
