import type { Consent } from '../core/call.ts';

/** How long recordings are kept. What a rule does not name, it takes whatever it is; the first rule that fits decides. */
export type RetentionRule = {
  readonly id: string;
  /** Whole days after the recording's end. */
  readonly days: number;
  readonly services?: readonly string[] | undefined;
  readonly queues?: readonly string[] | undefined;
  readonly outcomes?: readonly string[] | undefined;
  readonly consent?: readonly Consent[] | undefined;
  readonly kinds?: readonly ('conversation' | 'voicemail')[] | undefined;
};

/** What the rules look at. */
export type KeptRecording = {
  readonly recordingId: string;
  readonly callId: string;
  readonly kind: 'conversation' | 'voicemail';
  /** Ms since the epoch. */
  readonly endedAt: number;
  readonly serviceId: string;
  readonly queueId: string | null;
  readonly outcome: string | null;
  readonly consent: Consent;
};

export type Verdict =
  /** A legal hold keeps it, whatever the rules say. */
  | { readonly kind: 'held'; readonly rule: string | null }
  /** `until`: ms since the epoch; null where no rule takes it, which is for ever. */
  | { readonly kind: 'kept'; readonly rule: string | null; readonly until: number | null }
  | { readonly kind: 'due'; readonly rule: string; readonly since: number };

export const DAY_MS = 86_400_000;

/** What is to become of a recording at a moment. A hold always wins; without a rule it stays. */
export function verdictOf(
  recording: KeptRecording,
  held: boolean,
  rules: readonly RetentionRule[],
  now: number,
): Verdict {
  const rule = rules.find((one) => fits(one, recording));
  if (held) return { kind: 'held', rule: rule?.id ?? null };
  if (rule === undefined) return { kind: 'kept', rule: null, until: null };
  const until = recording.endedAt + rule.days * DAY_MS;
  return until <= now ? { kind: 'due', rule: rule.id, since: until } : { kind: 'kept', rule: rule.id, until };
}

function fits(rule: RetentionRule, recording: KeptRecording): boolean {
  const takes = (named: readonly string[] | undefined, value: string | null) =>
    named === undefined || (value !== null && named.includes(value));
  return (
    takes(rule.services, recording.serviceId) &&
    takes(rule.queues, recording.queueId) &&
    takes(rule.outcomes, recording.outcome) &&
    takes(rule.consent, recording.consent) &&
    takes(rule.kinds, recording.kind)
  );
}

/** Why a purge may not begin; null when it may. */
export type Refusal = 'no-rules' | 'dry-run-needed' | 'dry-run-old' | 'clock-back';

/** A dry run, or a purge, under the same rules counts for so long: past it, people look again. */
export const LOOKED_AT_MS = 31 * DAY_MS;

/**
 * Whether a purge may begin: only under rules that a person has seen a dry run of. Each purge counts as one, so that a
 * daily purge goes on by itself; after a pause, or a jump of the clock ahead, somebody looks again. `newest` is the time
 * of the newest event: a clock behind it was set back.
 */
export function refusalOf(
  rules: readonly RetentionRule[],
  lastLooked: number | null,
  newest: number,
  now: number,
): Refusal | null {
  if (rules.length === 0) return 'no-rules';
  if (now < newest) return 'clock-back';
  if (lastLooked === null) return 'dry-run-needed';
  return now - lastLooked > LOOKED_AT_MS ? 'dry-run-old' : null;
}
