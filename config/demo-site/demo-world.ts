import type { CallView, ConsoleState } from '../../services/live/protocol.ts';
import type { DemoAgent } from './demo-agent.ts';
import type { View } from './person.ts';
import type { Caller } from './telephones/caller.ts';

/** What a demo caller sees and can do. */
export interface Scene {
  readonly caller: Caller;
  readonly live: View<ConsoleState>;
  readonly agents: readonly DemoAgent[];
}

/** The call as the console shows it; none once it ended. */
export function callNow({ caller, live }: Scene): CallView | undefined {
  return live.state().calls.find((call) => call.number === caller.number);
}

/** Waits until the call is as wanted, or over. False when it is over, or does not come so far. */
export async function untilCall(
  scene: Scene,
  wanted: (call: CallView) => boolean,
  limitSeconds: number,
): Promise<boolean> {
  const { caller, live } = scene;
  let seen = false;
  const test = (state: ConsoleState): boolean => {
    const call = state.calls.find((one) => one.number === caller.number);
    seen ||= call !== undefined;
    return call === undefined ? seen : wanted(call);
  };
  const came = await live.until('the demo call', test, limitSeconds * 1_000).then(
    () => true,
    () => false,
  );
  const call = callNow(scene);
  return came && call !== undefined && wanted(call);
}

/** Presses a key in a step of the menu, a moment after it began. False when the call does not come there. */
export async function answerStep(scene: Scene, step: string, key: string): Promise<boolean> {
  const there = await untilCall(scene, (call) => call.path.at(-1)?.step === step, 60);
  if (!there) return false;
  await moment(0.5, 2.5);
  await scene.caller.press(key);
  return true;
}

export const isTalking = (call: CallView): boolean => call.phase === 'talking' || call.phase === 'holding';

/** The demo's agent in the call; none when a person has it. */
export function agentOf(scene: Scene): DemoAgent | undefined {
  const id = callNow(scene)?.agentId;
  return scene.agents.find((agent) => agent.id === id);
}

/** Waits some seconds, as people do. */
export function moment(fromSeconds: number, toSeconds: number): Promise<void> {
  const seconds = fromSeconds + Math.random() * (toSeconds - fromSeconds);
  return new Promise((resolve) => {
    setTimeout(resolve, seconds * 1_000);
  });
}

export function oneOf<T>(list: readonly [T, ...T[]]): T {
  return list[Math.floor(Math.random() * list.length)] ?? list[0];
}
