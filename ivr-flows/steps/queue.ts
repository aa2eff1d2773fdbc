import { z } from 'zod';
import type { StepType } from '../step.ts';

type Config = {
  readonly queue: string;
  readonly priority: number;
  readonly skills: Readonly<Record<string, number>>;
  readonly keys: Readonly<Record<string, string>>;
};

/**
 * Waits for an agent. `no-agents`: nobody is signed in, or the last one signed out. `full`, `timeout` and `closed` are the
 * queue's limits: a flow that leads them nowhere goes on by `no-agents`. A key leads out by the exit it names.
 * `after-talk`, where it is led somewhere, takes the caller back when the agent has hung up.
 */
export const queue: StepType<Config> = {
  type: 'queue',
  docs: 'Waits for an agent; `after-talk` takes the caller back when the agent has hung up.',
  example: `
queue:
  type: queue
  queue: incidencias
  keys: { "9": callback }
  exits: { no-agents: next, callback: next, after-talk: next }
`,
  pace: 'waits',
  schema: z.strictObject({
    queue: z.string(),
    priority: z.int().min(0).max(100).default(0),
    /** Levels that the call asks of skills, for a queue whose strategy looks at them. */
    skills: z.record(z.string(), z.int().min(1).max(10)).default({}),
    /** Keys that lead out while the caller waits, such as `"9": callback`. */
    keys: z.record(z.string().regex(/^[0-9*#]$/, 'name one key'), z.string()).default({}),
  }),
  exits: (config) => ['no-agents', ...new Set(Object.values(config.keys))],
  // Not those by a key or after a talk; and who has waited the longest time waits anew, while agents come.
  exitsUnasked: () => ['no-agents', 'full', 'closed'],
  optionalExits: ['full', 'timeout', 'closed', 'after-talk'],
  references: (config) => ({ prompts: [], queues: [config.queue], skills: Object.keys(config.skills) }),
  listens: false,
  listensInQueue: true,
  on: (_context, config, input) => {
    switch (input.type) {
      case 'enter': {
        const { queue: queueId, priority, skills: needs } = config;
        return [{ do: 'answer' }, { do: 'queue', queueId, priority, needs }];
      }
      case 'queue-exit':
        return [{ do: 'exit', exit: input.exit, or: 'no-agents' }];
      case 'talk-ended':
        return [{ do: 'exit', exit: 'after-talk' }];
      case 'digit': {
        const exit = config.keys[input.digit];
        return exit === undefined ? [] : [{ do: 'leave-queue' }, { do: 'exit', exit }];
      }
      default:
        return [];
    }
  },
};
