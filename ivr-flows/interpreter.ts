import type { FlowAction, FlowContext, FlowInput, Flows } from '../services/core/flow.ts';
import type { Prompt } from '../services/core/prompt.ts';
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
  // A sub-flow may be of any version: what one of them asks for is taken to be what all may.
  let delicate = delicateOf(flows);
  const find = (name: string, version: string): Flow | null => {
    const key = `${name}@${version}`;
    const known = all.get(key);
    if (known !== undefined) return known;
    const found = earlier(name, version);
    all.set(key, found);
    if (found) delicate = delicateOf([...all.values()].filter((one) => one !== null));
    return found;
  };
  const now = (name: string) => {
    const version = current.get(name);
    return version === undefined ? null : find(name, version);
  };
  return {
    current: (name) => {
      const flow = now(name);
      if (!flow) return null;
      const { version, start, language } = flow;
      return { version, start, language, subFlows: closure(flow, now) };
    },
    outline: (name, version) => find(name, version) ?? null,
    describe: (name, version, id) => {
      const step = find(name, version)?.steps.get(id);
      if (!step) return null;
      const { type, label, listens, listensInQueue, cutByKeys, sensitive } = step;
      return { type, label, listens, listensInQueue, cutByKeys, sensitive, beforeSensitive: delicate.has(name) };
    },
    run: (name, version, id, context, input) => {
      const flow = find(name, version);
      return flow ? runStep(flow, id, context, input) : [];
    },
    references: () =>
      [...current].flatMap(([name, version]) =>
        [...(find(name, version)?.steps ?? [])].map(([step, { references }]) => ({
          flow: name,
          step,
          prompts: references.prompts.map((key) => ownKey(find(name, version), key)),
          queues: references.queues,
          skills: references.skills ?? [],
        })),
      ),
    next: (name, version, id, exit) => find(name, version)?.steps.get(id)?.next[exit] ?? null,
  };
}

/** Flows in which something sensitive is typed or said, or that lead into one in which it is. */
function delicateOf(flows: readonly Flow[]): ReadonlySet<string> {
  const delicate = new Set(flows.filter(hasSensitive).map(({ name }) => name));
  for (let before = -1; before !== delicate.size; ) {
    before = delicate.size;
    for (const flow of flows) if (subFlowsOf(flow).some((name) => delicate.has(name))) delicate.add(flow.name);
  }
  return delicate;
}

const hasSensitive = (flow: Flow) => [...flow.steps.values()].some((step) => step.sensitive);
const subFlowsOf = (flow: Flow) => [...flow.steps.values()].flatMap(({ goesInto }) => goesInto ?? []);

/** The version of every flow into which a flow may go, now. */
function closure(flow: Flow, now: (name: string) => Flow | null): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const ahead = subFlowsOf(flow);
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    const next = now(name);
    if (!next || Object.hasOwn(found, name)) continue;
    found[name] = next.version;
    ahead.push(...subFlowsOf(next));
  }
  return found;
}

function runStep(flow: Flow, id: string, context: FlowContext, input: FlowInput): readonly FlowAction[] {
  const actions = flow.steps.get(id)?.on(context, input) ?? [];
  return actions.map((action) => {
    if (action.do === 'play') return { ...action, prompts: action.prompts.map((one) => ownText(flow, one)) };
    if (action.do === 'consent' && action.said)
      return { ...action, said: action.said.map((one) => ownText(flow, one)) };
    return action;
  });
}

/** A key of the flow itself with its flow's name before it; `key@language` too. */
function ownKey(flow: Flow | null | undefined, written: string): string {
  const [key = ''] = written.split('@');
  return flow && Object.hasOwn(flow.prompts, key) ? `${flow.name}/${written}` : written;
}

/** A text of the flow itself is played as `<flow>/<key>`, and goes before one of the language files. */
function ownText(flow: Flow, prompt: Prompt): Prompt {
  if (prompt.kind !== 'text' || !Object.hasOwn(flow.prompts, prompt.key)) return prompt;
  return { ...prompt, key: `${flow.name}/${prompt.key}` };
}
