import type { FlowProblem } from '../../../../../services/http/protocol.ts';
import { asValue, type Field, type Value } from '../../distribution/fields.ts';
import type { Places } from '../../distribution/places.ts';
import { fieldsOfSchema } from '../../distribution/strategy-fields.ts';
import type { FlowSchema } from '../flow-queries.ts';

/** What every step has besides its settings. */
const ofEvery = new Set(['type', 'label', 'exits']);

/** The schema of each type of step. */
export function typeSchemas(schema: FlowSchema | undefined): ReadonlyMap<string, Value> {
  const all = Object.entries(schema?.definitions ?? {});
  return new Map(all.filter(([name]) => name !== 'step' && !name.includes('.')));
}

/** The fields of a type's settings. */
export function stepFields(shape: Value): readonly Field[] {
  const properties = Object.entries(asValue(shape.properties)).filter(([name]) => !ofEvery.has(name));
  return fieldsOfSchema({ ...shape, properties: Object.fromEntries(properties) });
}

/** The problems of a step at its fields, and those that stand at none. */
export function placesIn(problems: readonly FlowProblem[], step: string): Places {
  const prefix = `steps.${step}.`;
  const at: Record<string, string> = {};
  const elsewhere: string[] = [];
  for (const { step: of, place, message, suggestion } of problems) {
    if (of !== step) continue;
    const sentence = suggestion === null ? message : `${message} → ${suggestion}`;
    const field = place.startsWith(prefix) ? place.slice(prefix.length) : '';
    if (field === '') elsewhere.push(sentence);
    else at[field] = at[field] === undefined ? sentence : `${at[field]} ${sentence}`;
  }
  return { at, elsewhere };
}
