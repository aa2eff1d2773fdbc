import type { Flow } from '../flow.ts';
import { type Bench, labFor } from '../lab/run-test.ts';
import type { Journey, Passage, Pressed } from './journey.ts';

/** No caller stays in one step for longer, in ms. */
const longest = 600_000;

/**
 * One step in the lab: the way out that it takes with these keys; null: none while the caller was there.
 * @param state the passage whose variables, language, consent and time hold.
 */
export function tried(
  journey: Journey,
  flow: Flow,
  id: string,
  state: Passage | null,
  keys: readonly Pressed[],
  bench: Bench,
): string | null {
  const now = state?.enteredAt ?? journey.rangAt;
  const known = Object.entries(state?.variables ?? {}).filter(([name]) => flow.variables.has(name));
  const lab = labFor(
    bench,
    { ...flow, start: id },
    {
      now,
      caller: journey.number,
      callerName: journey.callerName,
      dialled: journey.dialled,
      language: state?.language ?? null,
      consent: state?.consent ?? null,
      variables: Object.fromEntries(known),
      web: [],
      staff: 'busy',
      queues: {},
      outside: 'answers',
      dice: chanceOf(journey.callId),
      hears: false,
      open: null,
      callsOut: null,
    },
  );
  lab.ring();
  const exit = () => lab.exits.find((one) => one.flow === flow.name && one.step === id)?.exit ?? null;
  for (const { digit, afterMs } of keys) {
    lab.advance(now + afterMs);
    if (exit() !== null || lab.ended) return exit();
    lab.press(digit);
  }
  // Who hung up there did so after so long; who went on by a key that means nothing now waits and sees.
  const stays = state?.step === id && state.exit === null ? Math.min(state.lastedMs, longest) : longest;
  while (exit() === null && !lab.ended) {
    const { nextAt } = lab;
    if (nextAt === null || nextAt > now + stays) return null;
    lab.next();
  }
  return exit();
}

/** The same call throws the same dice. */
function chanceOf(callId: string): number {
  let hash = 0;
  for (const letter of callId) hash = (hash * 31 + letter.charCodeAt(0)) % 100_003;
  return hash / 100_003;
}
