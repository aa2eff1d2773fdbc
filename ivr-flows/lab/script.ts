import type { Lab } from './lab.ts';

/** What a caller, an agent or the clock does. `line`: where it is written. */
export type Action = { readonly line: number } & (
  | { readonly do: 'keys'; readonly keys: readonly string[] }
  /** Pressed at once, before anybody asks. */
  | { readonly do: 'ahead'; readonly keys: readonly string[] }
  | { readonly do: 'say'; readonly words: string }
  /** Nothing is done until the flow has waited long enough, so many times. */
  | { readonly do: 'silence'; readonly times: number }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'hang-up' }
  | { readonly do: 'agent'; readonly what: 'answers' | 'hangs-up' }
);

/** Why a script could not go on: at its line. */
export type Stuck = { readonly line: number; readonly why: string };

/** Longer than this nobody waits for a flow, in ms. */
const patienceMs = 30 * 60_000;

/** Rings, and does one thing after the other; then lets the call go on as far as it does by itself. */
export function runScript(lab: Lab, actions: readonly Action[]): Stuck | null {
  lab.ring();
  for (const action of actions) {
    const why = step(lab, action);
    if (why !== null) return { line: action.line, why };
  }
  settle(lab);
  return null;
}

/** Does one thing. @returns why it could not be done; null when it was. */
export function step(lab: Lab, action: Action): string | null {
  switch (action.do) {
    case 'keys':
      for (const key of action.keys) {
        const why = untilAsked(lab, `key ${key}`);
        if (why !== null) return why;
        lab.press(key);
      }
      return null;
    case 'ahead':
      for (const key of action.keys) lab.press(key);
      return null;
    case 'say': {
      const why = untilAsked(lab, `"${action.words}"`);
      if (why === null) lab.say(action.words);
      return why;
    }
    case 'silence':
      for (let time = 0; time < action.times; time += 1) {
        const why = untilSilence(lab);
        if (why !== null) return why;
      }
      return null;
    case 'wait':
      lab.advance(lab.now + action.ms);
      return null;
    case 'hang-up':
      if (lab.ended) return gone(lab, 'the caller hangs up');
      lab.hangUp();
      return null;
    case 'agent':
      return agent(lab, action.what);
  }
}

function agent(lab: Lab, what: 'answers' | 'hangs-up'): string | null {
  const talks = () => lab.call?.place.at === 'conversation';
  if (what === 'hangs-up') {
    settle(lab);
    return lab.agentHangsUp() ? null : `no agent talks with the caller, ${whereNow(lab)}`;
  }
  settle(lab);
  if (lab.call?.place.at === 'queue') lab.agentsReady();
  return until(lab, talks) ? null : `no agent could answer, ${whereNow(lab)}`;
}

/** Lets time pass until it is so. False when it never comes. */
function until(lab: Lab, test: () => boolean): boolean {
  const limit = lab.now + patienceMs;
  while (!test()) {
    const at = lab.nextAt;
    if (lab.ended || at === null || at > limit) return false;
    lab.next();
  }
  return true;
}

/** Whoever presses or says something has been asked: the step listens. */
const untilAsked = (lab: Lab, what: string): string | null =>
  until(lab, () => lab.listens) ? null : lab.ended ? gone(lab, what) : `nobody asks for ${what}, ${whereNow(lab)}`;

/** The step that asks has waited long enough. */
function untilSilence(lab: Lab): string | null {
  const why = untilAsked(lab, 'anything, and the caller says nothing');
  if (why !== null) return why;
  const limit = lab.now + patienceMs;
  for (let at = lab.nextAt; at !== null && at <= limit; at = lab.nextAt)
    if (lab.next()?.startsWith('wake:')) return null;
  return `no question waits for an answer, ${whereNow(lab)}`;
}

const gone = (lab: Lab, what: string) =>
  `the call had ended before ${what} (${lab.ended?.reason}, after ${lab.path.at(-1)})`;
const whereNow = (lab: Lab) =>
  `the call is in ${lab.path.at(-1) ?? 'no step'}${lab.call && lab.call.place.at !== 'menu' ? ` (${lab.call.place.at})` : ''}`;

/** Lets the call go on by itself: until it has ended, waits in a queue, talks, or is asked something. */
export function settle(lab: Lab): void {
  until(lab, () => {
    const { call } = lab;
    if (!call) return lab.ended !== null;
    if (call.place.at === 'queue') return call.place.offers.length === 0;
    if (call.place.at === 'outside') return call.place.state === 'here';
    return call.place.at !== 'menu' || (lab.listens && !lab.speaks);
  });
}
