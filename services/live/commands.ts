import { z } from 'zod';
import type { Command, CommandName } from '../core/signal.ts';
import type { Role } from '../core/site.ts';
import type { Topic } from './protocol.ts';

const word = z.string().min(1).max(100);
const note = z.string().max(4_000);
const availability = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('available') }),
  z.strictObject({ kind: z.literal('break'), reason: word }),
  z.strictObject({ kind: z.literal('signed-out') }),
]);
const plain = ['hold', 'resume', 'hang-up', 'decline', 'pause-recording', 'resume-recording'] as const;

/** The shape of what a page may ask; whether it makes sense now is the engine's to say. */
export const commandSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.enum(plain) }),
  z.strictObject({ name: z.literal('set-availability'), availability }),
  z.strictObject({ name: z.literal('set-agent-availability'), agentId: word, availability }),
  z.strictObject({ name: z.enum(['give-consent', 'withdraw-consent']), basis: z.string().max(500) }),
  z.strictObject({ name: z.literal('extend-wrap-up'), seconds: z.number().int().min(1).max(3_600) }),
  z.strictObject({ name: z.literal('finish-wrap-up'), outcome: word.nullable(), note }),
]) satisfies z.ZodType<Command>;

const agents: readonly Role[] = ['agent'];
const overseers: readonly Role[] = ['supervisor', 'administrator'];

/** Who may send what; the engine checks it again. */
export const commandRoles: Readonly<Record<CommandName, readonly Role[]>> = {
  'set-availability': agents,
  'set-agent-availability': overseers,
  hold: agents,
  resume: agents,
  'hang-up': agents,
  decline: agents,
  'pause-recording': agents,
  'resume-recording': agents,
  'give-consent': agents,
  'withdraw-consent': agents,
  'extend-wrap-up': agents,
  'finish-wrap-up': agents,
};

/** Who may watch what; a desk is always the watcher's own. */
export const topicRoles: Readonly<Record<Topic, readonly Role[]>> = { console: overseers, desk: agents };
