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
  const definitions = Object.fromEntries(
    shapes.map(({ type, docs, schema, exits, optionalExits }) => {
      const {
        properties = {},
        required = [],
        additionalProperties: _,
        $schema: __,
        ...rest
      } = schema as {
        properties?: Json;
        required?: readonly string[];
        additionalProperties?: unknown;
        $schema?: unknown;
      };
      const ways = exits === null ? base.properties.exits : exitsShape(exits, optionalExits);
      return [
        type,
        {
          ...rest,
          description: docs,
          type: 'object',
          properties: { ...base.properties, type: { const: type }, exits: ways, ...properties },
          required: [...new Set(['type', ...required, ...(exits !== null && exits.length > 0 ? ['exits'] : [])])],
          additionalProperties: false,
        },
      ];
    }),
  );
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
