import { z } from 'zod';
import { flowFields, stepBase } from './flow.ts';
import { stepTypes } from './steps/index.ts';

type Json = Readonly<Record<string, unknown>>;

const shape = (schema: z.ZodType): Json => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7', unrepresentable: 'any' });
  return json;
};

/** What holds for every step: its type, its name, and where its ways out lead. */
function everyStep(types: readonly string[]): Json {
  const { properties, ...rest } = shape(z.looseObject(stepBase)) as { properties: Json };
  return { ...rest, properties: { ...properties, type: { enum: types } }, required: ['type'] };
}

/**
 * The JSON Schema (draft 7) of a flow file, made from the schemas of all step types: editors complete and check by it.
 * What one step says of another (a way out that leads nowhere) is beyond it: `npm run flows -- check` finds that.
 */
export function flowJsonSchema(): Json {
  const shapes = stepTypes.map(({ type, docs, schema, fixedExits: exits, optionalExits }) => ({
    type,
    docs,
    schema: shape(schema),
    exits,
    optionalExits,
  }));
  const base = everyStep(shapes.map(({ type }) => type)) as { properties: Json };
  const definitions = Object.assign({}, ...shapes.map((one) => definitionsOf(one, base.properties))) as Json;
  const { properties, ...rest } = shape(z.strictObject(flowFields)) as { properties: Json };
  const steps = {
    type: 'object',
    additionalProperties: { $ref: '#/definitions/step' },
    minProperties: 1,
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A phone menu of Centralita',
    ...rest,
    properties: { ...properties, steps },
    required: ['flow', 'language', 'start', 'steps'],
    definitions: {
      step: {
        ...base,
        allOf: shapes.map(({ type }) => whereType(type)),
      },
      ...definitions,
    },
  };
}

type Shape = {
  readonly type: string;
  readonly docs: string;
  readonly schema: Json;
  readonly exits: readonly string[] | null;
  readonly optionalExits: readonly string[];
};

/** A step type's part, and what its settings are made of, each under the type's name. */
function definitionsOf({ type, docs, schema, exits, optionalExits }: Shape, base: Json): Json {
  const own = JSON.parse(JSON.stringify(schema).replaceAll('"#/definitions/', `"#/definitions/${type}.`)) as {
    readonly properties?: Json;
    readonly required?: readonly string[];
    readonly definitions?: Json;
    readonly additionalProperties?: unknown;
  };
  const { properties = {}, required = [], definitions = {}, additionalProperties: _, ...rest } = own;
  const ways = exits === null ? base.exits : exitsShape(exits, optionalExits);
  const whole = {
    ...rest,
    description: docs,
    type: 'object',
    properties: { ...base, type: { const: type }, exits: ways, ...properties },
    required: [...new Set(['type', ...required, ...(exits !== null && exits.length > 0 ? ['exits'] : [])])],
    additionalProperties: false,
  };
  const parts = Object.entries(definitions).map(([name, part]) => [`${type}.${name}`, part]);
  return { [type]: whole, ...Object.fromEntries(parts) };
}

/** Written so because an object with a `then` could be taken for a promise. */
const whereType = (type: string): Json =>
  Object.fromEntries([
    ['if', { properties: { type: { const: type } }, required: ['type'] }],
    ['then', { $ref: `#/definitions/${type}` }],
  ]);

function exitsShape(exits: readonly string[], optionalExits: readonly string[]): Json {
  return {
    type: 'object',
    properties: Object.fromEntries([...exits, ...optionalExits].map((exit) => [exit, { type: 'string' }])),
    required: exits,
    additionalProperties: false,
  };
}

/** The schema as it is published in ivr-flows/flow.schema.json. */
export const schemaText = (): string => `${JSON.stringify(flowJsonSchema(), null, 2)}\n`;
