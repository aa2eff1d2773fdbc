import type { Site, User } from '../../services/core/site.ts';
import { type Secrets, sipPassword } from '../secrets.ts';
import type { Settings } from '../settings.ts';
import { confSection, type Entry, WRITTEN_BY } from './conf-text.ts';

/** Account of the page from which visitors call the demo line. */
export const WEB_CALLER = 'web-caller';

/** Name of an agent's SIP account, endpoint and address of record. */
export function agentEndpoint(userId: string): string {
  return `agent-${userId}`;
}

const CODECS: readonly Entry[] = [
  ['disallow', 'all'],
  // The first two need no conversion between a line and an agent; Opus is for browsers that have no other.
  ['allow', 'alaw,ulaw,g722,opus'],
];

/** Name of a line's endpoint and address of record. */
export function trunkEndpoint(name: string): string {
  return `trunk-${name}`;
}

/** Who has a telephone: every agent, and a supervisor who is given one to listen and to take calls. */
export function hasTelephone(user: User): boolean {
  return user.roles.includes('agent') || (user.phone !== undefined && user.roles.includes('supervisor'));
}

/** Media that stops is noticed; a telephone behind an address translator is reached. */
function mediaEntries(settings: Settings): readonly Entry[] {
  return [
    ['direct_media', 'no'],
    ['rtp_symmetric', 'yes'],
    ['force_rport', 'yes'],
    ['rewrite_contact', 'yes'],
    ['rtp_keepalive', 15],
    ['rtp_timeout', settings.asterisk.rtpTimeoutSeconds],
    ['rtp_timeout_hold', settings.asterisk.rtpTimeoutHoldSeconds],
    ['timers', 'yes'],
    ['timers_sess_expires', 600],
    ['language', settings.languages[0] ?? 'es'],
    ['tone_zone', 'es'],
    ['allow_subscribe', 'no'],
    ['allow_transfer', 'no'],
  ];
}

const WEBRTC: readonly Entry[] = [
  ['webrtc', 'yes'],
  ['dtls_auto_generate_cert', 'yes'],
];

/** `pjsip.conf`: transports, lines by address, the demo's caller. Agents are in a file of their own. */
export function pjsipConf(settings: Settings, secrets: Secrets): string {
  const { bind, sipPort } = settings.asterisk;
  const transport = (protocol: string, port: string) =>
    confSection(`transport-${protocol}`, [
      ['type', 'transport'],
      ['protocol', protocol],
      ['bind', `${bind}${port}`],
    ]);
  return [
    WRITTEN_BY,
    confSection('global', [
      ['type', 'global'],
      ['user_agent', 'Centralita'],
      // A line matched by address must not swallow the registration of an account.
      ['endpoint_identifier_order', 'username,ip'],
      ['disable_multi_domain', 'yes'],
    ]),
    transport('udp', `:${sipPort}`),
    transport('tcp', `:${sipPort}`),
    transport('ws', ''),
    ...settings.trunks.map((trunk) => trunkSections(settings, trunk)),
    settings.demo.webPhone ? webCallerSections(settings, secrets) : '',
    '#include pjsip-agents.conf\n',
  ].join('');
}

/** `pjsip-agents.conf`: one account per agent, and per supervisor with a telephone, of the site. */
export function pjsipAgentsConf(settings: Settings, secrets: Secrets, site: Site): string {
  const agents = site.users.filter(hasTelephone);
  return WRITTEN_BY + agents.map((agent) => agentSections(settings, secrets, agent)).join('');
}

function agentSections(settings: Settings, secrets: Secrets, agent: User): string {
  const name = agentEndpoint(agent.id);
  const isBrowser = agent.phone !== 'sip';
  return [
    confSection(name, [
      ['type', 'endpoint'],
      ['context', 'agents'],
      ['identify_by', 'username'],
      ['aors', name],
      ['auth', name],
      ['dtmf_mode', 'rfc4733'],
      ...CODECS,
      ...mediaEntries(settings),
      ...(isBrowser ? WEBRTC : []),
    ]),
    authSection(name, secrets),
    confSection(name, [
      ['type', 'aor'],
      ['max_contacts', 1],
      ['remove_existing', 'yes'],
      ['default_expiration', 120],
      ['minimum_expiration', 30],
      ['maximum_expiration', 3600],
      ['qualify_frequency', 15],
      ['qualify_timeout', 3],
    ]),
  ].join('');
}

function authSection(name: string, secrets: Secrets): string {
  return confSection(name, [
    ['type', 'auth'],
    ['auth_type', 'digest'],
    ['username', name],
    ['password', sipPassword(secrets, name)],
  ]);
}

function trunkSections(settings: Settings, trunk: Settings['trunks'][number]): string {
  const name = trunkEndpoint(trunk.name);
  const { outbound } = trunk;
  const aor = (host: string, port: number) =>
    confSection(name, [
      ['type', 'aor'],
      ['contact', `sip:${host}:${port}`],
      // A line that does not answer is known before somebody is sent there.
      ['qualify_frequency', 60],
      ['qualify_timeout', 3],
    ]);
  return [
    confSection(name, [
      ['type', 'endpoint'],
      ['context', 'inbound'],
      ['identify_by', 'ip'],
      ['dtmf_mode', 'rfc4733'],
      ...(outbound ? ([['aors', name]] as const) : []),
      ...CODECS,
      ...mediaEntries(settings),
    ]),
    outbound ? aor(outbound.host, outbound.port) : '',
    confSection(name, [
      ['type', 'identify'],
      ['endpoint', name],
      ['match', trunk.match.join(',')],
    ]),
  ].join('');
}

function webCallerSections(settings: Settings, secrets: Secrets): string {
  const endpoint = confSection(WEB_CALLER, [
    ['type', 'endpoint'],
    ['context', 'inbound'],
    ['identify_by', 'username'],
    ['auth', WEB_CALLER],
    ['dtmf_mode', 'rfc4733'],
    ...CODECS,
    ...mediaEntries(settings),
    ...WEBRTC,
  ]);
  return endpoint + authSection(WEB_CALLER, secrets);
}
