import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  Parser,
} from 'yaml';
import type { Finding, Path, Problem } from './check/problem.ts';

/** A flow file larger than this (bytes) is none. */
export const sizeLimitBytes = 128_000;
/** Levels of lists and maps. */
const depthLimit = 32;
const aliasLimit = 100;

/** The text of a flow, read as YAML, with the places of what stands in it. */
export type Source = {
  readonly file: string;
  readonly text: string;
  readonly content: unknown;
  /** Puts a finding at its place in the file. */
  readonly at: (finding: Finding) => Problem;
};

/** Reads a text as YAML. What is too large, too deep, full of aliases or no YAML at all is a problem with its place. */
export function readSource(text: string, file: string): { readonly source: Source } | { readonly problems: Problem[] } {
  const fault = (code: string, at: { line: number; col: number }, params: Problem['params'] = {}) => ({
    problems: [
      {
        file,
        line: at.line,
        column: at.col,
        place: '(top)',
        step: null,
        severity: 'error' as const,
        code,
        params,
        suggestion: null,
      },
    ],
  });
  const top = { line: 1, col: 1 };
  if (text.length > sizeLimitBytes) return fault('too-large', top, { limit: sizeLimitBytes / 1000 });
  // What no text has: said before a reader stumbles over it.
  const strange = strangeAt(text);
  if (strange >= 0) return fault('no-text', { line: text.slice(0, strange).split('\n').length, col: 1 });
  const counter = new LineCounter();
  const tokens = [...new Parser(counter.addNewLine).parse(text)];
  const deep = tooDeep(tokens);
  if (deep !== null) return fault('too-deep', counter.linePos(deep));
  try {
    const [document, second] = new Composer({ prettyErrors: false, uniqueKeys: true }).compose(
      tokens,
      true,
      text.length,
    );
    if (!document) return fault('no-yaml', top, { detail: 'The text is empty' });
    if (second) return fault('no-yaml', counter.linePos(second.range[0]), { detail: 'A second document begins here' });
    const [error] = document.errors;
    if (error) {
      const detail = error.message.slice(0, 200);
      return fault(error.code === 'DUPLICATE_KEY' ? 'twice' : 'no-yaml', counter.linePos(error.pos[0]), { detail });
    }
    const odd = oddKey(document.contents);
    if (odd !== null) return fault('no-word', counter.linePos(odd));
    const content: unknown = document.toJS({ maxAliasCount: aliasLimit });
    const at = (finding: Finding): Problem => placed(document, counter, file, finding);
    return { source: { file, text, content, at } };
  } catch (error) {
    if (error instanceof ReferenceError) return fault('too-many-aliases', top, { limit: aliasLimit });
    return fault('no-yaml', top, { detail: error instanceof Error ? error.message : String(error) });
  }
}

/** The first character that no text has: of a program, a sound, or text in another encoding; -1 when there is none. */
function strangeAt(text: string): number {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 9 || (code > 13 && code < 32) || code === 0xfffd) return index;
  }
  return -1;
}

/**
 * Where a text goes deeper than a flow can; null when nowhere. Asked of the plain tokens, before a document is made of
 * them: that calls itself for each level, and V8 ends the process when its stack is full in the wrong moment.
 */
function tooDeep(tokens: readonly CST.Token[]): number | null {
  const open = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next;
    if (depth > depthLimit) return 'offset' in token ? token.offset : 0;
    if (token.type === 'document' && token.value) open.push({ token: token.value, depth });
    if (!('items' in token)) continue;
    for (const { key, value } of token.items)
      for (const inner of [key, value]) if (inner) open.push({ token: inner, depth: depth + 1 });
  }
  return null;
}

/** A key that is no word, such as a list: no flow has one, and it would be written out to become one. */
function oddKey(root: unknown): number | null {
  const open: unknown[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (isMap(node))
      for (const { key, value } of node.items) {
        if (!isScalar(key)) return startOf(key ?? node);
        open.push(value);
      }
    else if (isSeq(node)) open.push(...node.items);
  }
  return null;
}

function placed(document: Document, counter: LineCounter, file: string, finding: Finding): Problem {
  const { path, word, code, severity, params = {}, suggestion = null } = finding;
  const offset = offsetOf(document, path, word);
  const { line, col } = counter.linePos(offset);
  return {
    file,
    line,
    column: col,
    place: path.join('.') || '(top)',
    step: path[0] === 'steps' && path.length > 1 ? String(path[1]) : null,
    severity,
    code,
    params,
    suggestion,
  };
}

/** Where a path leads, or as far as it does. The end of a path is shown by its key, so that one sees what it is of. */
function offsetOf(document: Document, path: Path, word: string | undefined): number {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const key of path) {
    node = resolved(document, node);
    if (isMap(node)) {
      const pair = node.items.find(
        (one) => isPair(one) && String(isScalar(one.key) ? one.key.value : one.key) === String(key),
      );
      if (!pair) break;
      offset = startOf(pair.key);
      node = pair.value;
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(key)];
      if (item === undefined) break;
      offset = startOf(item);
      node = item;
    } else break;
  }
  if (word === undefined) return offset;
  return findWord(resolved(document, node), word) ?? offset;
}

function resolved(document: Document, node: unknown): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

/** The first key or value below a node that is this word, or holds it. */
function findWord(node: unknown, word: string): number | undefined {
  return find(node, (text) => text === word) ?? find(node, (text) => text.includes(word));
}

function find(node: unknown, fits: (text: string) => boolean): number | undefined {
  if (isScalar(node)) return fits(String(node.value)) ? startOf(node) : undefined;
  if (isPair(node)) return find(node.key, fits) ?? find(node.value, fits);
  if (!isMap(node) && !isSeq(node)) return undefined;
  for (const item of node.items) {
    const found = find(item, fits);
    if (found !== undefined) return found;
  }
  return undefined;
}

function startOf(node: unknown): number {
  return ((node as Node | null)?.range ?? [0])[0];
}
