import { z } from 'zod';
import { isOpen } from '../../services/core/schedule.ts';
import type { StepType } from '../step.ts';

/** Goes by the service's opening hours and holidays. */
export const hours: StepType<Record<string, never>> = {
  type: 'hours',
  docs: "Goes by opening hours and holidays: the service's own, or a calendar of the site.",
  example: `
hours:
  type: hours
  exits: { open: next, closed: next }
`,
  pace: 'at-once',
  schema: z.strictObject({}),
  exits: () => ['open', 'closed'],
  references: () => ({ prompts: [], queues: [] }),
  listens: false,
  on: (context, _config, input) => {
    if (input.type !== 'enter') return [];
    const service = context.site.services.find((one) => one.id === context.serviceId);
    return [{ do: 'exit', exit: service && isOpen(service.hours, context.now) ? 'open' : 'closed' }];
  },
};
