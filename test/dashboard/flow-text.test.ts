import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../config/paths.ts';
import {
  addStep,
  connect,
  freeId,
  moveStep,
  removeStep,
  renameStep,
  setStep,
  startAt,
  stepAt,
  stepIds,
} from '../../dashboard/src/pages/flows/editor/flow-text.ts';
import { changed, noPast } from '../../dashboard/src/pages/flows/editor/past.ts';

const text = `# About all of it.
flow: help
language: es
start: hello

steps:
  # Why there is a welcome.
  hello:
    type: announce
    label: { es: Hola, en: Hello } # how it is called
    prompts: [welcome] # said first
    exits: { done: menu }

  menu:
    type: menu
    prompts: [menu-person]
    keys: { "1": person, "2": bye } # 1 first
    exits: { person: bye, bye: bye, silence: hello, wrong: bye }

  # Nothing after this.
  bye:
    type: hang-up
`;
const demo = readFileSync(join(projectRoot(), 'ivr-flows/flows/mesa-de-ayuda.yaml'), 'utf8');
/** The lines that are different. */
const linesOf = (after: string, before = text) =>
  after.split('\n').filter((line) => !before.split('\n').includes(line));
const comments = (one: string) => one.match(/#.*/g);

describe('a change of a flow', () => {
  it('changes its own line, and leaves comments, order and blank lines', () => {
    const step = stepAt(text, 'menu');
    const after = setStep(text, 'menu', { ...step, keys: { '1': 'person', '2': 'person' } });
    expect(linesOf(after)).toEqual(['    keys: { "1": person, "2": person } # 1 first']);
    expect(comments(after)).toEqual(comments(text));
    expect(after.split('\n')).toHaveLength(text.split('\n').length);
  });

  it('leaves the demo flow as it is written when nothing is different', () => {
    expect(setStep(demo, 'menu', { ...stepAt(demo, 'menu') })).toBe(demo);
  });

  it('of a new setting adds it, and of none takes it out', () => {
    const added = setStep(text, 'menu', { ...stepAt(text, 'menu'), wrongPrompt: 'wrong-key' });
    expect(linesOf(added)).toEqual(['    wrongPrompt: wrong-key']);
    const { wrongPrompt: _, ...rest } = stepAt(added, 'menu') ?? {};
    expect(setStep(added, 'menu', rest)).toBe(text);
  });

  it('connects and disconnects a way out', () => {
    const after = connect(text, 'hello', 'done', 'bye');
    expect(linesOf(after)).toEqual(['    exits: { done: bye }']);
    expect(stepAt(connect(after, 'hello', 'done', null), 'hello')?.exits).toEqual({});
    expect(stepAt(connect(text, 'bye', 'done', 'menu'), 'bye')?.exits).toEqual({ done: 'menu' });
  });

  it('adds a step after the others', () => {
    const after = addStep(text, freeId(text, 'menu'), { type: 'menu', label: { es: 'Otro' }, prompts: [] });
    expect(stepIds(after)).toEqual(['hello', 'menu', 'bye', 'menu-2']);
    expect(after.startsWith(text)).toBe(true);
    expect(after.slice(text.length)).toBe('\n  menu-2:\n    type: menu\n    label: { es: Otro }\n    prompts: []\n');
  });

  it('removes a step with the ways to it', () => {
    const after = removeStep(text, 'bye');
    expect(stepIds(after)).toEqual(['hello', 'menu']);
    expect(stepAt(after, 'menu')?.exits).toEqual({ silence: 'hello' });
  });

  it('renames a step wherever it is named', () => {
    const after = renameStep(text, 'hello', 'welcome');
    expect(linesOf(after)).toEqual([
      'start: welcome',
      '  welcome:',
      '    exits: { person: bye, bye: bye, silence: welcome, wrong: bye }',
    ]);
    expect(renameStep(text, 'hello', 'menu')).toBe(text);
  });

  it('moves a step with its comment, and begins at another', () => {
    const after = moveStep(text, 'bye', -1);
    expect(stepIds(after)).toEqual(['hello', 'bye', 'menu']);
    expect(comments(after)?.toSorted()).toEqual(comments(text)?.toSorted());
    expect(moveStep(text, 'bye', 1)).toBe(text);
    expect(linesOf(startAt(text, 'menu'))).toEqual(['start: menu']);
  });

  it('of what is no flow changes nothing', () => {
    expect(connect('steps: [', 'hello', 'done', 'bye')).toBe('steps: [');
    expect(stepIds('- a list')).toEqual([]);
  });
});

describe('undo', () => {
  const set = (past: ReturnType<typeof noPast>, next: string, what: string, at: number) =>
    changed(past, { do: 'set', text: next, what, at });

  it('takes typing in one field as one step, and goes forth again', () => {
    let past = noPast('a');
    past = set(past, 'b', 'name', 0);
    past = set(past, 'c', 'name', 500);
    past = set(past, 'd', 'other', 600);
    past = changed(past, { do: 'undo' });
    expect(past.text).toBe('c');
    past = changed(past, { do: 'undo' });
    expect(past.text).toBe('a');
    expect(changed(past, { do: 'undo' })).toBe(past);
    past = changed(changed(past, { do: 'redo' }), { do: 'redo' });
    expect(past.text).toBe('d');
    expect(changed(past, { do: 'redo' })).toBe(past);
  });

  it('forgets what was undone when something else is done', () => {
    const past = set(changed(set(noPast('a'), 'b', 'x', 0), { do: 'undo' }), 'c', 'y', 10_000);
    expect(changed(past, { do: 'redo' }).text).toBe('c');
    expect(changed(past, { do: 'undo' }).text).toBe('a');
  });
});
