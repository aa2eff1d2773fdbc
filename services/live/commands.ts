import { z } from 'zod';
import type { Command } from '../core/signal.ts';
import type { Role } from '../core/site.ts';
import type { Topic } from './protocol.ts';

const word = z.string().min(1).max(100);
const note = z.string().max(4_000);
const availability = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('available') }),
  z.strictObject({ kind: z.literal('break'), reason: word }),
  z.strictObject({ kind: z.literal('signed-out') }),
]);
const plain = [
  'hold',
  'resume',
  'hang-up',
  'decline',
  'pause-recording',
  'resume-recording',
  'cancel-consult',
  'conference',
  'stop-watching',
] as const;
const reason = z.string().max(500).default('');
const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('agent'), agentId: word }),
  z.strictObject({ kind: z.literal('queue'), queueId: word }),
  z.strictObject({ kind: z.literal('number'), number: z.string().min(1).max(40) }),
  z.strictObject({ kind: z.literal('level-above') }),
]);

/** The caller, or somebody else who is in the call. */
const party = z.union([
  z.literal('caller'),
  z.templateLiteral(['agent:', word]),
  z.templateLiteral(['number:', z.string().regex(/^\+?\d{1,20}$/)]),
]);

/** The shape of what a page may ask; whether it makes sense now is the engine's to say. */
export const commandSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.enum(plain) }),
  z.strictObject({ name: z.literal('set-availability'), availability }),
  z.strictObject({ name: z.literal('set-agent-availability'), agentId: word, availability, reason }),
  z.strictObject({ name: z.literal('give-consent'), basis: z.string().max(500), note: z.string().max(500).optional() }),
  z.strictObject({ name: z.literal('withdraw-consent'), basis: z.string().max(500) }),
  z.strictObject({
    name: z.literal('set-consent'),
    callId: word,
    party,
    consent: z.enum(['given', 'refused', 'withdrawn']),
    basis: z.string().max(500).default(''),
    note: z.string().max(500).default(''),
  }),
  z.strictObject({ name: z.literal('pause-call'), callId: word, seconds: z.int().min(1).nullable().default(null) }),
  z.strictObject({ name: z.literal('resume-call'), callId: word }),
  z.strictObject({ name: z.literal('record-call'), callId: word, what: z.enum(['start', 'stop']), reason }),
  z.strictObject({ name: z.literal('extend-wrap-up'), seconds: z.number().int().min(1).max(3_600) }),
  z.strictObject({ name: z.literal('finish-wrap-up'), outcome: word.nullable(), note }),
  z.strictObject({ name: z.literal('transfer'), to: target, reason }),
  z.strictObject({ name: z.literal('consult'), to: target }),
  z.strictObject({ name: z.literal('complete-transfer'), reason }),
  z.strictObject({ name: z.literal('watch'), callId: word, mode: z.enum(['listen', 'whisper', 'barge']) }),
  z.strictObject({ name: z.enum(['take', 'end-call', 'cancel-callback']), callId: word, reason }),
  z.strictObject({ name: z.literal('move'), callId: word, to: target, reason }),
  z.strictObject({ name: z.literal('prioritise'), callId: word, priority: z.int().min(0).max(100), reason }),
  z.strictObject({
    name: z.literal('request-callback'),
    queueId: word,
    number: z.string().min(1).max(40),
    callerName: z.string().max(100).default(''),
    notBefore: z.int().min(0).nullable().default(null),
    reason,
  }),
]) satisfies z.ZodType<Command>;

/** Who may watch what; a desk is always the watcher's own. */
export const topicRoles: Readonly<Record<Topic, readonly Role[]>> = {
  console: ['supervisor', 'administrator'],
  desk: ['agent'],
};
