import { closestWord } from '../../config/closest-word.ts';
import { type Rule, stepPath } from './checked.ts';
import type { Finding } from './problem.ts';

/** Every way out leads to a step that is there; the flow begins at one. */
export const exits: Rule = (flow) => {
  const names = [...flow.steps.keys()];
  const led: Finding[] = [];
  const nowhere = (path: readonly (string | number)[], step: string, code: string) => {
    const near = closestWord(step, names);
    led.push({ code, severity: 'error', path, params: { step }, ...(near === undefined ? {} : { suggestion: near }) });
  };
  if (!flow.steps.has(flow.start)) nowhere(['start'], flow.start, 'no-start');
  for (const { id, bound, exits: written } of flow.steps.values()) {
    for (const [exit, step] of Object.entries(written))
      if (!flow.steps.has(step)) nowhere(stepPath(id, 'exits', exit), step, 'lost-exit');
    if (!bound) continue;
    const has = [...bound.exits, ...bound.optionalExits];
    for (const exit of bound.exits)
      if (!Object.hasOwn(written, exit))
        led.push({
          code: 'missing-exit',
          severity: 'error',
          path: stepPath(id, ...(Object.keys(written).length > 0 ? ['exits'] : [])),
          params: { step: id, exit },
          suggestion: `${exit}: ${names.find((name) => name !== id) ?? id}`,
        });
    for (const exit of Object.keys(written)) {
      if (has.includes(exit) || bound.goesInto !== null) continue;
      const near = closestWord(exit, has);
      led.push({
        code: 'unknown-exit',
        severity: 'error',
        path: stepPath(id, 'exits', exit),
        params: { step: id, exit, has: has.join(', ') || '–' },
        ...(near === undefined ? {} : { suggestion: near }),
      });
    }
  }
  return led;
};
