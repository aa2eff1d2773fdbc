import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Allowable = { readonly valueType: string; readonly values?: readonly string[] };
type Property = {
  readonly type: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly allowableValues?: Allowable;
};
type Model = {
  readonly description?: string;
  readonly properties: Readonly<Record<string, Property>>;
  readonly subTypes?: readonly string[];
};
type Parameter = {
  readonly name: string;
  readonly paramType: 'path' | 'query' | 'body';
  readonly dataType: string;
  readonly required?: boolean;
  readonly allowMultiple?: boolean;
  readonly allowableValues?: Allowable;
};
type Operation = {
  readonly httpMethod: string;
  readonly nickname: string;
  readonly summary?: string;
  readonly responseClass: string;
  readonly parameters?: readonly Parameter[];
};
type Resource = {
  readonly apis: readonly { readonly path: string; readonly operations?: readonly Operation[] }[];
  readonly models?: Readonly<Record<string, Model>>;
};

const SIMPLE: Readonly<Record<string, string>> = {
  string: 'string',
  Date: 'string',
  boolean: 'boolean',
  int: 'number',
  long: 'number',
  double: 'number',
  binary: 'string',
  void: 'undefined',
  object: 'Readonly<Record<string, unknown>>',
  containers: 'Readonly<Record<string, string>>',
};

/**
 * Writes the TypeScript types of ARI from Asterisk's own description of it: one type per model, the union `AriEvent` told
 * apart by `type`, and `AriOperations`, a map from `METHOD /path` to its parameters and its answer.
 *
 * @param folder Asterisk's `rest-api` folder, JSON files in Swagger 1.1.
 */
export function generateAriTypes(folder: string): string {
  const resources = readdirSync(folder)
    .filter((name) => name.endsWith('.json') && name !== 'resources.json')
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Resource);
  const models = new Map(resources.flatMap((resource) => Object.entries(resource.models ?? {})));
  // The envelope of REST over the websocket is listed among the events, but it is none: it has no application.
  const events = (models.get('Event')?.subTypes ?? []).filter((name) => name !== 'RESTResponse');
  const shared = models.get('Event')?.properties ?? {};
  const message = models.get('Message')?.properties ?? {};
  const parts = [
    "// Written by generate.ts from Asterisk's own API description: do not edit. `npx vitest run test/telephony/generate.test.ts -u` writes it anew.\n",
  ];
  for (const [name, model] of [...models].sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (name === 'Message' || name === 'Event') continue;
    const isEvent = events.includes(name);
    const isMessage = isEvent || name === 'MissingParams' || name === 'RESTRequest' || name === 'RESTResponse';
    const { type: _type, ...head } = message;
    const inherited = isEvent ? { ...head, ...shared } : {};
    const { type: own, ...rest } = model.properties;
    const properties = { ...inherited, ...(isMessage ? rest : own === undefined ? rest : { type: own, ...rest }) };
    parts.push(typeOf(name, model.description, properties, isMessage));
  }
  const union = events.map((name) => `  | ${name}`).join('\n');
  parts.push(
    `/** Every event Asterisk describes. A newer Asterisk may send others: translate lets them pass. */\nexport type AriEvent =\n${union};\n`,
  );
  parts.push(operationsOf(resources));
  return parts.join('\n');
}

function typeOf(
  name: string,
  description: string | undefined,
  properties: Readonly<Record<string, Property>>,
  isMessage: boolean,
): string {
  const lines = Object.entries(properties).map(
    ([key, property]) =>
      `${comment(property.description, '  ')}  readonly ${identifier(key)}${property.required ? '' : '?'}: ${typeName(property.type, property.allowableValues)};`,
  );
  if (isMessage) lines.unshift(`  readonly type: '${name}';`);
  if (lines.length === 0)
    return `${comment(description, '')}export type ${name} = Readonly<Record<string, unknown>>;\n`;
  return `${comment(description, '')}export type ${name} = {\n${lines.join('\n')}\n};\n`;
}

function operationsOf(resources: readonly Resource[]): string {
  const entries = resources
    .flatMap((resource) => resource.apis)
    .flatMap((api) => (api.operations ?? []).map((operation) => ({ path: api.path, operation })))
    // `GET /events` is the websocket itself.
    .filter(({ path, operation }) => !(path === '/events' && operation.httpMethod === 'GET'))
    .map(({ path, operation }) => {
      const parameters = operation.parameters ?? [];
      const plain = parameters.filter((one) => one.paramType !== 'body').map(parameterOf);
      const fields = (list: readonly string[]) =>
        list.length === 0 ? 'Readonly<Record<never, never>>' : `{ ${list.join('; ')} }`;
      const body = parameters.filter((one) => one.paramType === 'body');
      // Containers stand under their name in the body; an object is the whole body.
      const bodyType = body.some((one) => one.dataType === 'object')
        ? typeName('object')
        : fields(body.map(parameterOf));
      return `${comment(operation.summary, '  ')}  readonly '${operation.httpMethod} ${path}': {\n    readonly parameters: ${fields(plain)};\n    readonly body: ${bodyType};\n    readonly answer: ${typeName(operation.responseClass)};\n  };`;
    });
  return `/** Every request ARI knows, by method and path. \`parameters\` are those of the path and of the query. */\nexport type AriOperations = {\n${entries.join('\n')}\n};\n`;
}

function parameterOf(one: Parameter): string {
  const type = typeName(one.dataType, one.allowableValues);
  const many = one.allowMultiple ? `readonly (${type})[]` : type;
  return `readonly ${identifier(one.name)}${one.required ? '' : '?'}: ${many}`;
}

function typeName(name: string, allowable?: Allowable): string {
  if (allowable?.valueType === 'LIST' && allowable.values && name === 'string')
    return allowable.values.map((value) => `'${value}'`).join(' | ');
  const list = /^List\[(.+)\]$/.exec(name);
  if (list?.[1]) return `readonly (${typeName(list[1])})[]`;
  return SIMPLE[name] ?? name;
}

function identifier(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`;
}

function comment(text: string | undefined, indent: string): string {
  const line = text?.replaceAll(/\s+/g, ' ').replaceAll('*/', '* /').trim();
  return line ? `${indent}/** ${line} */\n` : '';
}
