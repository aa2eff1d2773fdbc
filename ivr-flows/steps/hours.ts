import { z } from 'zod';
import { calendarAt } from '../../services/core/calendar.ts';
import { isOpen } from '../../services/core/schedule.ts';
import { indexOf } from '../../services/core/site-index.ts';
import type { StepType } from '../step.ts';

const schema = z.strictObject({
  /** A calendar of the site; without one, the service's own hours. */
  calendar: z.string().optional(),
});

/** Goes by opening hours and holidays. A flow may tell a holiday from any other time that is closed. */
export const hours: StepType<z.infer<typeof schema>> = {
  type: 'hours',
  docs: "Goes by opening hours and holidays: the service's own, or those of a calendar of the site.",
  example: `
hours:
  type: hours
  calendar: oficina
  exits: { open: next, closed: next, holiday: next }
`,
  pace: 'at-once',
  schema,
  exits: () => ['open', 'closed'],
  optionalExits: ['holiday'],
  references: ({ calendar }) => ({ prompts: [], queues: [], calendars: calendar === undefined ? [] : [calendar] }),
  listens: false,
  on: (context, config, input) => {
    if (input.type !== 'enter') return [];
    const site = indexOf(context.site);
    if (config.calendar === undefined) {
      const service = site.services.get(context.serviceId);
      return [{ do: 'exit', exit: service && isOpen(service.hours, context.now) ? 'open' : 'closed' }];
    }
    const calendar = site.calendars.get(config.calendar);
    const state = calendar ? calendarAt(calendar, context.site.holidays ?? [], context.now) : 'closed';
    return [{ do: 'exit', exit: state, or: 'closed' }];
  },
};
