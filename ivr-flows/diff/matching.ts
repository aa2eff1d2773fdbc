import type { CheckedFlow, CheckedStep } from '../check/checked.ts';

/**
 * Which steps of two flows are the same one: by name, or, where only the name is another, by what they are and where
 * they lead. A step that could be any of several is none of them.
 */
export function matching(before: CheckedFlow, after: CheckedFlow): ReadonlyMap<string, string> {
  const same = new Map<string, string>();
  for (const id of before.steps.keys()) if (after.steps.has(id)) same.set(id, id);
  const gone = () => [...before.steps.values()].filter(({ id }) => !same.has(id));
  const taken = () => new Set(same.values());
  // One name found may tell where the next one leads: until a round finds nothing.
  for (let found = true; found; ) {
    found = false;
    for (const old of gone()) {
      const held = taken();
      const fits = [...after.steps.values()].filter((one) => !held.has(one.id) && alike(old, one, same, held));
      const [only] = fits;
      if (fits.length !== 1 || !only) continue;
      const rivals = gone().filter((one) => one.id !== old.id && alike(one, only, same, held));
      if (rivals.length > 0) continue;
      same.set(old.id, only.id);
      found = true;
    }
  }
  return same;
}

/** The same but for the name: ways out may lead to steps that are renamed too. */
function alike(
  old: CheckedStep,
  now: CheckedStep,
  same: ReadonlyMap<string, string>,
  taken: ReadonlySet<string>,
): boolean {
  if (old.type !== now.type || JSON.stringify(old.settings) !== JSON.stringify(now.settings)) return false;
  const exits = new Set([...Object.keys(old.exits), ...Object.keys(now.exits)]);
  return [...exits].every((exit) => {
    const [from, to] = [old.exits[exit], now.exits[exit]];
    if (from === undefined || to === undefined) return false;
    const known = same.get(from);
    return known === undefined ? !taken.has(to) : known === to;
  });
}
