import { z } from 'zod';
import type { FlowAction } from '../../services/core/flow.ts';
import type { StepType } from '../step.ts';
import { namesIn, worth } from './values.ts';

const priority = z.int().min(0).max(100).default(0);
const schema = z.strictObject({
  to: z.union([
    z.strictObject({ queue: z.string(), priority }),
    /** Rung first while the queue's agents would ring; then anybody of the queue. */
    z.strictObject({ agent: z.string(), queue: z.string(), priority }),
    /** An outside number that the site lets be dialled: written out, or a variable. */
    z.strictObject({ number: z.string().min(1).max(60) }),
  ]),
});
type Config = z.infer<typeof schema>;

/** Sends the call on. `failed`: nobody attends the queue, the agent is away, or the number is none, not allowed or silent. */
export const transfer: StepType<Config> = {
  type: 'transfer',
  docs: 'Sends the call to a queue, to one agent, or to an outside number that the site allows.',
  example: `
transfer:
  type: transfer
  to: { agent: ana, queue: general }
  exits: { failed: next }
`,
  pace: 'waits',
  schema,
  exits: () => ['failed'],
  exitsUnasked: () => ['failed', 'full', 'closed'],
  optionalExits: ['full', 'timeout', 'closed', 'after-talk'],
  references: ({ to }) => ({
    prompts: [],
    queues: 'queue' in to ? [to.queue] : [],
    agents: 'agent' in to ? [to.agent] : [],
    numbers: 'number' in to && namesIn(to.number).length === 0 ? [to.number] : [],
  }),
  variables: ({ to }) => ({
    reads: 'number' in to ? namesIn(to.number).map((name) => ({ name, types: ['phone', 'text'] as const })) : [],
    sets: [],
    aloud: [],
  }),
  listens: false,
  on: (context, { to }, input) => {
    switch (input.type) {
      case 'enter':
        if ('number' in to) return [{ do: 'answer' }, ...outside(worth(context, to.number))];
        return [
          { do: 'answer' },
          {
            do: 'queue',
            queueId: to.queue,
            priority: to.priority,
            needs: {},
            ...('agent' in to ? { agentId: to.agent } : {}),
          },
        ];
      case 'queue-exit':
        return [{ do: 'exit', exit: input.exit === 'no-agents' ? 'failed' : input.exit, or: 'failed' }];
      case 'transfer-failed':
        return [{ do: 'exit', exit: 'failed' }];
      case 'talk-ended':
        return [{ do: 'exit', exit: 'after-talk' }];
      default:
        return [];
    }
  },
};

/** What is sensitive would stand in the journal as the number that was called. */
function outside({ value, secret }: ReturnType<typeof worth>): readonly FlowAction[] {
  return secret ? [{ do: 'exit', exit: 'failed' }] : [{ do: 'send-outside', number: String(value ?? '') }];
}
