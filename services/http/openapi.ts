import { z } from 'zod';
import { peopleOnly, type Route } from './routes/route.ts';
import { failure } from './schemas.ts';

const reference = (id: string) => `#/components/schemas/${id}`;

/** The OpenAPI 3.1 document of the routes, made from the same schemas that check what comes in. */
export function openApiDocument(routes: readonly Route[], version: string): object {
  const components: Record<string, object> = {};
  // Schemas with a name of their own go to the components once, and are referred to.
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): object => {
    const { $schema: _, $defs = {}, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
    for (const [id, one] of Object.entries($defs)) components[id] = pointed(one);
    return pointed(json);
  };
  const paths: Record<string, Record<string, object>> = {};
  for (const one of routes) {
    const path = one.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [one.method]: operation(one, schemaOf) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Centralita',
      version,
      description:
        'People sign in with `POST /api/session` and send the cookie it sets; requests that change something then need the `Origin` header of the pages. Programs send a token of `POST /api/tokens` as `Authorization: Bearer …`; it may ask what names one of its scopes. Lists answer `{rows, next}`: `next` is the `cursor` of the following page, null on the last.',
    },
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'centralita' },
        token: { type: 'http', scheme: 'bearer', description: 'Each operation names the scope it needs.' },
      },
    },
  };
}

type SchemaOf = (schema: z.ZodType, io: 'input' | 'output') => object;

function operation(one: Route, schemaOf: SchemaOf): object {
  const status = String(one.status ?? 200);
  return {
    summary: one.summary,
    description: `Who may ask: ${typeof one.access === 'string' ? one.access : one.access.join(', ')}${programsOf(one)}`,
    security: securityOf(one),
    parameters: [...parameters('path', one.params, schemaOf), ...parameters('query', one.query, schemaOf)],
    ...(one.body
      ? { requestBody: { required: true, content: json(schemaOf(one.bodyShape ?? one.body, 'input')) } }
      : {}),
    responses: {
      [status]: { description: 'Done.', ...answer(one, schemaOf) },
      default: { description: 'Refused or failed.', content: json(schemaOf(failure, 'output')) },
    },
  };
}

function programsOf({ access, scope, people }: Route): string {
  if (scope !== undefined) return `; a token with ${scope}.`;
  if (access === 'anyone' || people === undefined) return '.';
  return `; no token. ${peopleOnly[people]}`;
}

/** OpenAPI 3.1 lets any scheme name what it needs. */
function securityOf({ access, scope }: Route): object[] {
  if (access === 'anyone') return [];
  return [{ session: [] }, ...(scope === undefined ? [] : [{ token: [scope] }])];
}

const json = (schema: object) => ({ 'application/json': { schema } });

function answer({ answer: declared }: Route, schemaOf: SchemaOf): object {
  if (declared === null) return {};
  if (declared === 'document') return { content: json({ type: 'object' }) };
  if (declared === 'archive') return { content: { 'application/zip': {}, 'application/octet-stream': {} } };
  if (declared !== 'audio') return { content: json(schemaOf(declared, 'output')) };
  return { content: { 'audio/ogg': {}, 'audio/wav': {} } };
}

function parameters(place: 'path' | 'query', schema: z.ZodType | undefined, schemaOf: SchemaOf): object[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    readonly properties?: Record<string, object>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: one,
  }));
}

/** zod points into `$defs`; in the document these stand among the components. */
function pointed(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', `"${reference('')}`)) as object;
}
