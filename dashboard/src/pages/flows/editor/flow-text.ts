import {
  type Document,
  isMap,
  isScalar,
  type Pair,
  parseDocument,
  Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/**
 * Changes of a flow's YAML. Each takes the text and gives the new one: what is not touched, comments and order and blank
 * lines among it, stays as somebody wrote it.
 */

/** Flows are written in lines as long as their writers like. */
const style = { lineWidth: 0 } as const;

type Values = Readonly<Record<string, unknown>>;

/** The text as a document; null while it is no YAML. */
function read(text: string): Document.Parsed | null {
  const document = parseDocument(text, { prettyErrors: false });
  return document.errors.length === 0 && isMap(document.contents) ? document : null;
}

function change(text: string, work: (document: Document.Parsed) => void): string {
  const document = read(text);
  if (document === null) return text;
  work(document);
  visit(document, { Collection: (_key, node) => asWritten(node) });
  return document.toString(style);
}

/** Flows have a blank inside the braces of a map, and none inside the brackets of a list. */
function asWritten(node: YAMLMap | YAMLSeq): void {
  const flowCollectionPadding = isMap(node) ? ' ' : '';
  const write = node.toString.bind(node);
  node.toString = (context, ...rest) => write(context && { ...context, flowCollectionPadding }, ...rest);
}

const stepsOf = (document: Document): YAMLMap<unknown, unknown> | null => {
  const steps = document.get('steps');
  return isMap(steps) ? steps : null;
};

const keyOf = (pair: Pair<unknown, unknown>): string => String(isScalar(pair.key) ? pair.key.value : pair.key);

/** A map of one line, as exits and labels are written. */
function inLine(document: Document, value: unknown): unknown {
  const node = document.createNode(value);
  if (isMap(node)) node.flow = true;
  return node;
}

/** Whether forms can change the text as it is. */
export const isEditable = (text: string): boolean => {
  const document = read(text);
  return document !== null && stepsOf(document) !== null;
};

/** The ids of the steps, in the order of the file. */
export function stepIds(text: string): readonly string[] {
  const document = read(text);
  return document === null ? [] : (stepsOf(document)?.items ?? []).map(keyOf);
}

/** A step as it is written, or null. */
export function stepAt(text: string, id: string): Values | null {
  const step = read(text)?.getIn(['steps', id]);
  return isMap(step) ? (step.toJSON() as Values) : null;
}

/** Sets what is different in a step, and leaves the rest as it is written; undefined takes a setting out. */
export function setStep(text: string, id: string, next: Values): string {
  return change(text, (document) => {
    const before = stepAt(text, id) ?? {};
    for (const name of new Set([...Object.keys(before), ...Object.keys(next)]))
      if (!same(before[name], next[name])) setValue(document, ['steps', id, name], next[name]);
  });
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Goes into maps as far as they are maps on both sides, so that comments and writing of the rest stay. */
function setValue(document: Document, path: readonly string[], value: unknown): void {
  const present = document.getIn(path);
  if (value === undefined) {
    document.deleteIn(path);
    return;
  }
  if (isMap(present) && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const before = present.toJSON() as Values;
    const after = value as Values;
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)]))
      if (!same(before[name], after[name])) setValue(document, [...path, name], after[name]);
    return;
  }
  if (isScalar(document.getIn(path, true)) && (typeof value !== 'object' || value === null)) {
    const node = document.getIn(path, true) as Scalar;
    node.value = value;
    return;
  }
  const node = typeof value === 'object' && value !== null ? written(document, value) : value;
  document.setIn(path, node);
}

/** Short lists and maps stand in one line, as the flows of the house have them; `"1"` keeps its quotes. */
function written(document: Document, value: object): unknown {
  const node = document.createNode(value) as { flow?: boolean };
  if (JSON.stringify(value).length < 80) node.flow = true;
  return node;
}

/** Leads a way out to a step; null: nowhere. */
export function connect(text: string, from: string, exit: string, to: string | null): string {
  return change(text, (document) => {
    if (to === null) document.deleteIn(['steps', from, 'exits', exit]);
    else if (isMap(document.getIn(['steps', from, 'exits']))) setValue(document, ['steps', from, 'exits', exit], to);
    else document.setIn(['steps', from, 'exits'], inLine(document, { [exit]: to }));
  });
}

/** Adds a step at the end, with a blank line before it. */
export function addStep(text: string, id: string, step: Values): string {
  return change(text, (document) => {
    const node = document.createNode({ [id]: step }) as YAMLMap<Scalar, YAMLMap>;
    const [pair] = node.items;
    const steps = stepsOf(document);
    if (!pair || !steps) return;
    for (const one of pair.value?.items ?? [])
      if (typeof one.value === 'object' && one.value !== null) (one.value as { flow?: boolean }).flow = true;
    if (steps.flow) steps.flow = false;
    const key = new Scalar(id);
    key.spaceBefore = steps.items.length > 0;
    pair.key = key;
    steps.items.push(pair);
  });
}

/** Takes a step out, and the ways that lead to it. */
export function removeStep(text: string, id: string): string {
  return change(text, (document) => {
    const steps = stepsOf(document);
    if (!steps) return;
    document.deleteIn(['steps', id]);
    for (const step of steps.items) {
      const exits = isMap(step.value) ? step.value.get('exits') : null;
      if (!isMap(exits)) continue;
      exits.items = exits.items.filter((way) => String(isScalar(way.value) ? way.value.value : way.value) !== id);
    }
  });
}

/** Gives a step another id; ways and start that lead to it follow. */
export function renameStep(text: string, id: string, next: string): string {
  if (id === next || next === '' || stepIds(text).includes(next)) return text;
  return change(text, (document) => {
    for (const pair of stepsOf(document)?.items ?? []) {
      if (keyOf(pair) === id && isScalar(pair.key)) pair.key.value = next;
      const exits = isMap(pair.value) ? pair.value.get('exits') : null;
      if (!isMap(exits)) continue;
      for (const way of exits.items) if (isScalar(way.value) && way.value.value === id) way.value.value = next;
    }
    if (document.get('start') === id) setValue(document, ['start'], next);
  });
}

/** Moves a step up (-1) or down (1) in the file. */
export function moveStep(text: string, id: string, by: -1 | 1): string {
  return change(text, (document) => {
    const steps = stepsOf(document);
    const from = steps?.items.findIndex((pair) => keyOf(pair) === id) ?? -1;
    const to = from + by;
    if (!steps || from < 0 || to < 0 || to >= steps.items.length) return;
    const [pair] = steps.items.splice(from, 1);
    if (pair) steps.items.splice(to, 0, pair);
    // The blank line belongs between steps, not to one of them.
    for (const [index, one] of steps.items.entries())
      if (isScalar(one.key) && one.key.spaceBefore !== undefined) one.key.spaceBefore = index > 0;
      else if (isScalar(one.key) && index > 0 && steps.items.length > 1) one.key.spaceBefore = spaced(steps);
  });
}

const spaced = (steps: YAMLMap<unknown, unknown>) =>
  steps.items.some((pair) => isScalar(pair.key) && pair.key.spaceBefore === true);

/** Makes a step the first. */
export const startAt = (text: string, id: string): string =>
  change(text, (document) => setValue(document, ['start'], id));

/** An id for a new step: of its type, with a number where there is one already. */
export function freeId(text: string, type: string): string {
  const taken = new Set(stepIds(text));
  if (!taken.has(type)) return type;
  let number = 2;
  while (taken.has(`${type}-${number}`)) number += 1;
  return `${type}-${number}`;
}
