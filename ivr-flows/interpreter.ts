import type { Flows } from '../services/core/flow.ts';
import type { Flow } from './flow.ts';

/**
 * Runs flows for the engine. `flows` holds versions that a live call may be on; `current` names the version of each
 * flow on which new calls begin. `earlier` finds a version that is not among them; what it found is kept.
 */
export function flowRunner(
  flows: readonly Flow[],
  current: ReadonlyMap<string, string>,
  earlier: (name: string, version: string) => Flow | null = () => null,
): Flows {
  const all = new Map<string, Flow | null>(flows.map((flow) => [`${flow.name}@${flow.version}`, flow]));
  const find = (name: string, version: string): Flow | null => {
    const key = `${name}@${version}`;
    const known = all.get(key);
    if (known !== undefined) return known;
    const found = earlier(name, version);
    all.set(key, found);
    return found;
  };
  return {
    current: (name) => {
      const version = current.get(name);
      const flow = version === undefined ? null : find(name, version);
      return flow ? { version: flow.version, start: flow.start, language: flow.language } : null;
    },
    describe: (name, version, id) => {
      const step = find(name, version)?.steps.get(id);
      return step
        ? { type: step.type, label: step.label, listens: step.listens, listensInQueue: step.listensInQueue }
        : null;
    },
    run: (name, version, id, context, input) => find(name, version)?.steps.get(id)?.on(context, input) ?? [],
    references: () =>
      [...current].flatMap(([name, version]) =>
        [...(find(name, version)?.steps ?? [])].map(([step, { references }]) => ({
          flow: name,
          step,
          queues: references.queues,
          skills: references.skills ?? [],
        })),
      ),
    next: (name, version, id, exit) => find(name, version)?.steps.get(id)?.next[exit] ?? null,
  };
}
