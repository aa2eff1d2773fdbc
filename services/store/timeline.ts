import type { Event, EventType, Recorded } from '../core/event.ts';
import type { Prompt } from '../core/prompt.ts';
import type { TimelineEntry } from '../http/protocol.ts';

/** The words of a prompt in a language, or the key where the language has none. */
export type PromptText = (key: string, language: string) => string;

type Lane = TimelineEntry['lane'];

/** Where each event stands beside the audio; null for a step's own memory, which nobody looks at. */
const lanes: Readonly<Record<EventType, Lane | null>> = {
  'call-rang': 'caller',
  'line-answered': 'flow',
  'step-entered': 'flow',
  'step-left': 'flow',
  'step-continued': null,
  'prompt-started': 'flow',
  'prompt-ended': 'flow',
  'digit-pressed': 'caller',
  'ahead-taken': null,
  'language-chosen': 'flow',
  'variables-set': 'flow',
  'sub-flow-entered': 'flow',
  'sub-flow-left': 'flow',
  'web-asked': 'flow',
  'web-answered': 'flow',
  'listening-began': null,
  'speech-heard': 'caller',
  'survey-answered': 'caller',
  'message-began': 'flow',
  'message-ended': 'flow',
  'talk-ended': 'agent',
  'hang-up-requested': 'caller',
  'call-ended': 'caller',
  'consent-asked': 'recording',
  'consent-given': 'recording',
  'consent-refused': 'recording',
  'consent-withdrawn': 'recording',
  'party-consent-changed': 'recording',
  'code-typed': null,
  'pause-began': 'recording',
  'pause-ended': 'recording',
  'recording-demanded': 'recording',
  'silence-asked': 'recording',
  'silence-set': null,
  'capture-asked': 'recording',
  'recording-started': 'recording',
  'pause-asked': 'recording',
  'recording-paused': 'recording',
  'recording-resumed': 'recording',
  'stop-asked': 'recording',
  'recording-stopped': 'recording',
  'recording-failed': 'recording',
  'recording-ended': 'recording',
  'recording-sealed': 'recording',
  'recording-not-sealed': 'recording',
  'recording-published': 'recording',
  'publication-dead': 'recording',
  // What is thought of the talk is not part of it, and not for everybody who may see it.
  'recording-scored': null,
  'recording-held': null,
  'recording-released': null,
  'recording-erased': null,
  'evaluation-responded': null,
  'voicemail-began': 'flow',
  'voicemail-ended': 'flow',
  'queue-entered': 'queue',
  'queue-announced': 'queue',
  'queue-left': 'queue',
  'queue-comforted': 'queue',
  'queue-widened': 'queue',
  'priority-changed': 'queue',
  'callback-requested': 'queue',
  'callback-due': 'queue',
  'offer-made': 'agent',
  'offer-rang': 'agent',
  'offer-accepted': 'agent',
  'offer-ended': 'agent',
  'call-connected': 'agent',
  'call-held': 'agent',
  'call-resumed': 'agent',
  'agent-lost': 'agent',
  'agent-redialled': 'agent',
  'agent-redial-failed': 'agent',
  'agent-returned': 'agent',
  'agent-gave-up': 'agent',
  'wrap-up-began': 'agent',
  'wrap-up-extended': 'agent',
  'wrap-up-ended': 'agent',
  'outcome-set': 'agent',
  'call-transferred': 'agent',
  'consult-began': 'agent',
  'consult-joined': 'agent',
  'consult-ended': 'agent',
  'conference-began': 'agent',
  'agent-replaced': 'agent',
  'sent-outside': 'agent',
  'outside-answered': 'agent',
  'outside-failed': 'agent',
  'watch-asked': 'agent',
  'watch-began': 'agent',
  'watch-mode-changed': 'agent',
  'watch-ended': 'agent',
  supervised: 'agent',
  'callback-dialled': 'agent',
  'callback-missed': 'agent',
  'break-overrun': 'agent',
  'missed-counted': null,
  'site-changed': null,
  'flows-changed': null,
  'prompt-changed': null,
  'availability-changed': 'agent',
  'availability-queued': 'agent',
  'agent-reachable': 'agent',
  'agent-unreachable': 'agent',
  'desk-opened': 'agent',
  'desk-closed': 'agent',
  'spool-changed': null,
  'asterisk-lost': 'flow',
  'asterisk-found': 'flow',
  'effect-failed': 'flow',
};

/** A call's events as the pages show them, in order; what was said is in the language the call had at that moment. */
export function timelineOf(events: readonly Recorded[], promptText: PromptText): readonly TimelineEntry[] {
  let language = '';
  return events.flatMap(({ seq, at, event }) => {
    if (event.type === 'call-rang' || event.type === 'callback-requested' || event.type === 'language-chosen')
      language = event.language;
    const lane = laneOf(event);
    if (lane === null) return [];
    const { type, ...data } = event;
    const text = event.type === 'prompt-started' ? said(event.prompts, language, promptText) : '';
    return [{ seq, at, type, lane, data, ...(text === '' ? {} : { text }) }];
  });
}

function laneOf(event: Event): Lane | null {
  if (event.type === 'hang-up-requested' && event.side === 'agent') return 'agent';
  // An event this program does not know was written by a version that did.
  return lanes[event.type] ?? null;
}

function said(prompts: readonly Prompt[], language: string, promptText: PromptText): string {
  return prompts.map((prompt) => wordsOf(prompt, language, promptText)).join(' ');
}

function wordsOf(prompt: Prompt, language: string, promptText: PromptText): string {
  switch (prompt.kind) {
    case 'text':
      return promptText(prompt.key, prompt.language ?? language);
    case 'number':
      return String(prompt.value);
    case 'tone':
      return '♪';
    case 'date':
    case 'time':
      return prompt.value;
    case 'currency':
      return `${prompt.value} ${prompt.unit}`;
    case 'digits':
    case 'spelled':
      return prompt.value.split('').join(' ');
  }
}
