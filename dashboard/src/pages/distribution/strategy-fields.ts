import { asList, asText, asValue, type Field, type FlowSource, type Source, type Value } from './fields.ts';

/**
 * The fields of a strategy's or a step's settings, from the JSON Schema that the server makes of them. Names say what is
 * chosen: `skill` and `skills` are skills of the site, `agents` its agents, `otherwise` another strategy. What fits no field
 * is written as in the file.
 */
export function fieldsOfSchema(schema: Value): readonly Field[] {
  const required = asList(schema.required);
  return Object.entries(asValue(schema.properties)).flatMap(
    ([name, one]) => fieldOf(name, asValue(one), required.includes(name)) ?? [],
  );
}

function fieldOf(name: string, schema: Value, required: boolean): Field | null {
  if (name === 'otherwise') return { kind: 'strategy', name };
  const source = sources[name];
  if (source !== undefined && schema.type === 'string')
    return { kind: 'choice', name, of: source, optional: !required };
  switch (schema.type) {
    case 'integer':
    case 'number':
      return {
        kind: 'number',
        name,
        integer: schema.type === 'integer',
        min: bound(schema.minimum),
        max: bound(schema.maximum),
        unit: name.toLowerCase().endsWith('seconds') ? 's' : undefined,
        fallback: bound(schema.default) ?? null,
        required,
      };
    case 'boolean':
      return { kind: 'switch', name, fallback: schema.default === true };
    case 'string': {
      const options = asList(schema.enum).map(asText);
      if (options.length > 0)
        return {
          kind: 'option',
          name,
          options,
          fallback: asText(schema.default) || (required ? '' : (options[0] ?? '')),
        };
      return { kind: 'text', name, label: name === 'name' ? 'groupName' : name };
    }
    case 'object':
      return schema.properties === undefined
        ? namedValues(name, asValue(schema.additionalProperties))
        : { kind: 'group', name, fields: fieldsOfSchema(schema) };
    case 'array': {
      const items = asValue(schema.items);
      if (items.type === 'object') return { kind: 'rows', name, fields: fieldsOfSchema(items) };
      if (items.type !== 'string') return { kind: 'yaml', name };
      return name === 'agents' || name === 'skills' ? { kind: 'choices', name, of: name } : { kind: 'texts', name };
    }
    default:
      return { kind: 'yaml', name };
  }
}

const sources: Readonly<Record<string, Source | FlowSource | undefined>> = {
  skill: 'skills',
  queue: 'queues',
  list: 'lists',
  calendar: 'calendars',
  table: 'tables',
  flow: 'flows',
};

/** A value for each name: levels for skills, texts or numbers for other names. */
function namedValues(name: string, values: Value): Field {
  if (name === 'skills' || name === 'required' || name === 'preferred' || name === 'levels')
    return { kind: 'levels', name };
  if (values.type === 'string') return { kind: 'pairs', name, numbers: false };
  return values.type === 'number' ? { kind: 'pairs', name, numbers: true } : { kind: 'yaml', name };
}

/** Bounds of JavaScript's whole numbers are no bounds. */
function bound(value: unknown): number | undefined {
  return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined;
}

/** What a strategy begins with: a row where the schema wants at least one. */
export function firstSettings(schema: Value): Value {
  const wanted = new Set(asList(schema.required).map(asText));
  return Object.fromEntries(
    Object.entries(asValue(schema.properties)).flatMap(([name, one]) => {
      const { type, minItems, items } = asValue(one);
      if (!wanted.has(name) || type !== 'array') return [];
      const rows = asValue(items).type === 'object' && typeof minItems === 'number' ? minItems : 0;
      return [[name, Array.from({ length: rows }, () => firstSettings(asValue(items)))]];
    }),
  );
}
