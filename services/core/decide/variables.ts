import type { Call } from '../call.ts';
import type { Read } from '../flow.ts';
import type { CallId } from '../ids.ts';
import { emit, type Turn } from '../turn.ts';
import { type Declared, typedValue, type Value, type Values } from '../variable.ts';

/** What one level of sub-flows keeps in the vault begins so. */
export const levelPrefix = (level: number): string => `${level}/`;

/** The variables of the flow that a call's step is of. */
export function declaredIn(turn: Turn, { inFlow }: Call): ReadonlyMap<string, Declared> {
  return turn.flows.outline(inFlow.flow, inFlow.version)?.variables ?? none;
}

const none: ReadonlyMap<string, Declared> = new Map();

/** A variable of a call's flow: from the vault, from the world, or its default. */
export function readVariable(turn: Turn, call: Call, name: string): Read {
  const declared = declaredIn(turn, call).get(name);
  if (!declared) return { value: undefined, secret: false };
  const kept = turn.vault.get(call.id, levelPrefix(call.frames.length) + name);
  if (kept !== undefined) return { value: typedValue(declared.type, kept) ?? undefined, secret: true };
  return { value: call.variables[name] ?? declared.default, secret: declared.sensitive };
}

/** Sets variables: what is sensitive, or made of something that is, goes into the vault and nowhere else. */
export function setVariables(
  turn: Turn,
  callId: CallId,
  values: Readonly<Record<string, Value | undefined>>,
  secret: readonly string[],
): void {
  const call = turn.world.calls.get(callId);
  if (!call) return;
  const declared = declaredIn(turn, call);
  const { open, hidden } = sorted(declared, values, secret);
  for (const [name, value] of hidden) turn.vault.set(callId, levelPrefix(call.frames.length) + name, value);
  for (const name of Object.keys(open)) turn.vault.set(callId, levelPrefix(call.frames.length) + name, undefined);
  const gone = [...hidden.keys()].filter((name) => Object.hasOwn(call.variables, name));
  const stated = { ...open, ...Object.fromEntries(gone.map((name) => [name, null])) };
  const changed = Object.entries(stated).filter(([name, value]) => (call.variables[name] ?? null) !== value);
  if (changed.length > 0) emit(turn, { type: 'variables-set', callId, values: Object.fromEntries(changed) });
}

/** Values as their variables have them, apart by whether anybody may find them. */
function sorted(
  declared: ReadonlyMap<string, Declared>,
  values: Readonly<Record<string, Value | undefined>>,
  secret: readonly string[],
): {
  readonly open: Readonly<Record<string, Value | null>>;
  readonly hidden: ReadonlyMap<string, string | undefined>;
} {
  const open: Record<string, Value | null> = {};
  const hidden = new Map<string, string | undefined>();
  for (const [name, value] of Object.entries(values)) {
    const known = declared.get(name);
    if (!known) continue;
    const typed = value === undefined ? null : typedValue(known.type, value);
    if (known.sensitive || secret.includes(name)) hidden.set(name, typed === null ? undefined : String(typed));
    else open[name] = typed;
  }
  return { open, hidden };
}

/** The variables with which a sub-flow begins: those that are open are returned, the others are in the vault. */
export function firstVariables(
  turn: Turn,
  call: Call,
  declared: ReadonlyMap<string, Declared>,
  given: { readonly values: Readonly<Record<string, Value | undefined>>; readonly secret: readonly string[] },
): Values {
  const { open, hidden } = sorted(declared, given.values, given.secret);
  for (const [name, value] of hidden) turn.vault.set(call.id, levelPrefix(call.frames.length + 1) + name, value);
  return Object.fromEntries(Object.entries(open).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}
