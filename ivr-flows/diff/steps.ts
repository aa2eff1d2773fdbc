import type { CheckedStep } from '../check/checked.ts';
import { type Change, nameOf, type Pair, promptKeys, spoken } from './change.ts';

/** Settings with a sentence of their own; any other one is told by its name. */
const told: ReadonlySet<string> = new Set([
  'timeoutSeconds',
  'betweenSeconds',
  'wrongLimit',
  'silenceLimit',
  'limitSeconds',
  'seconds',
  'queue',
  'priority',
  'flow',
  'calendar',
]);

/** What is another in a step that is in both flows. */
export function stepChanges(pair: Pair, old: CheckedStep, now: CheckedStep): readonly Change[] {
  const name = nameOf(pair.after, now.id, pair.language);
  const change = (code: string, params: Change['params'] = {}): Change => ({
    code,
    step: now.id,
    params: { step: name, ...params },
  });
  const renamed = old.id === now.id ? [] : [change('step-renamed', { from: old.id, to: now.id })];
  if (old.type !== now.type) return [...renamed, change('step-type', { from: old.type, to: now.type })];
  const keyed = [...keyChanges(pair, old, now, change)];
  const settings = new Set([...Object.keys(old.settings), ...Object.keys(now.settings)]);
  settings.delete('keys');
  return [
    ...renamed,
    ...[...settings].flatMap((setting) => settingChanges(pair, old, now, setting, change)),
    ...keyed,
    ...exitChanges(pair, old, now, change),
  ];
}

type Make = (code: string, params?: Change['params']) => Change;

function settingChanges(
  pair: Pair,
  old: CheckedStep,
  now: CheckedStep,
  setting: string,
  change: Make,
): readonly Change[] {
  const [from, to] = [old.settings[setting], now.settings[setting]];
  const keys = { from: promptKeys(old, from), to: promptKeys(now, to) };
  if (keys.from || keys.to) return said(pair, keys.from ?? [], keys.to ?? [], setting, change);
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  const params = { setting, from: short(from), to: short(to) };
  return [change(told.has(setting) ? `setting.${setting}` : 'setting', params)];
}

/** Prompts are compared by what is heard, in each language. */
function said(
  pair: Pair,
  from: readonly string[],
  to: readonly string[],
  setting: string,
  change: Make,
): readonly Change[] {
  const { before, after, texts, language } = pair;
  const languages = [language, ...[...texts.keys()].filter((one) => one !== language)];
  for (const one of languages) {
    const heard = { from: spoken(before, from, one, texts), to: spoken(after, to, one, texts) };
    if (heard.from === heard.to) continue;
    const code = from.length === 0 ? 'said-more' : to.length === 0 ? 'said-no-more' : 'said';
    return [change(setting === 'wrongPrompt' ? `${code}-wrong` : code, { ...heard, language: one })];
  }
  return [];
}

/** Keys lead by the names of ways out: a caller knows only where. */
function keyChanges(pair: Pair, old: CheckedStep, now: CheckedStep, change: Make): readonly Change[] {
  const [from, to] = [keysOf(old), keysOf(now)];
  const names = {
    before: (id: string) => nameOf(pair.before, id, pair.language),
    after: (id: string) => nameOf(pair.after, id, pair.language),
  };
  return [...new Set([...from.keys(), ...to.keys()])].sort().flatMap((key): readonly Change[] => {
    const [was, is] = [from.get(key), to.get(key)];
    if (was === undefined) return is === undefined ? [] : [change('key-added', { key, to: names.after(is) })];
    if (is === undefined) return [change('key-removed', { key, from: names.before(was) })];
    return pair.same.get(was) === is
      ? []
      : [change('key-leads', { key, from: names.before(was), to: names.after(is) })];
  });
}

/** Key → the step to which it leads; what it leads to within the step where it is no way out. */
function keysOf({ settings, exits }: CheckedStep): ReadonlyMap<string, string> {
  const keys = typeof settings.keys === 'object' && settings.keys !== null ? settings.keys : {};
  return new Map(Object.entries(keys).map(([key, exit]) => [key, exits[String(exit)] ?? String(exit)]));
}

function exitChanges(pair: Pair, old: CheckedStep, now: CheckedStep, change: Make): readonly Change[] {
  const byKey = (step: CheckedStep) => new Set(Object.values((step.settings.keys ?? {}) as Record<string, string>));
  const keyed = new Set([...byKey(old), ...byKey(now)]);
  const exits = new Set([...Object.keys(old.exits), ...Object.keys(now.exits)]);
  return [...exits]
    .filter((exit) => !keyed.has(exit))
    .flatMap((exit): readonly Change[] => {
      const [was, is] = [old.exits[exit], now.exits[exit]];
      if (was !== undefined && pair.same.get(was) === is) return [];
      if (was === is) return [];
      const params = {
        exit,
        from: was === undefined ? '–' : nameOf(pair.before, was, pair.language),
        to: is === undefined ? '–' : nameOf(pair.after, is, pair.language),
      };
      return [change(was === undefined ? 'exit-added' : is === undefined ? 'exit-removed' : exitCode(exit), params)];
    });
}

const knownExits: ReadonlySet<string> = new Set([
  'done',
  'silence',
  'wrong',
  'refused',
  'no-agents',
  'closed',
  'open',
  'failed',
  'timeout',
]);
const exitCode = (exit: string) => (knownExits.has(exit) ? `exit.${exit}` : 'exit');

/** A value in a sentence. */
function short(value: unknown): string {
  if (value === undefined) return '–';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
