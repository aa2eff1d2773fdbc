import { setTimeout as sleep } from 'node:timers/promises';
import type { Person } from '../../config/demo-site/person.ts';
import type { CallDetail, CallRow, Page, TimelineEntry } from '../../services/http/protocol.ts';

const LOOK_EVERY_MS = 100;
/** Long enough for a machine that does ten other things; a limit is only there to fail. */
const PATIENCE_MS = 60_000;

/** Asks again until there is an answer; failures meanwhile count as none. @throws Error naming what was waited for. */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  limitMs = PATIENCE_MS,
  everyMs = LOOK_EVERY_MS,
): Promise<T> {
  const deadline = Date.now() + limitMs;
  let last: unknown;
  for (;;) {
    try {
      const found = await look();
      if (found) return found;
      last = found;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`Within ${limitMs} ms this did not come: ${what}.`, { cause: last });
    await sleep(everyMs);
  }
}

/** The newest call of a number. */
export async function callOf(person: Person, number: string): Promise<CallRow> {
  return until(`a call of ${number} in the list`, async () => {
    const { rows } = await person.get<Page<CallRow>>(`/api/calls?number=${number}`);
    return rows[0];
  });
}

export async function detailOf(person: Person, callId: string): Promise<CallDetail> {
  return person.get<CallDetail>(`/api/calls/${callId}`);
}

/** A call's story, waited for until the test finds what it wants in it. */
export async function storyOf(
  person: Person,
  callId: string,
  what: string,
  test: (detail: CallDetail) => boolean,
  limitMs?: number,
): Promise<CallDetail> {
  let last: CallDetail | undefined;
  try {
    return await until(
      what,
      async () => {
        last = await detailOf(person, callId);
        return test(last) ? last : null;
      },
      limitMs,
    );
  } catch (error) {
    const types = last?.timeline.map((one) => one.type).join(', ') ?? 'nothing';
    throw new Error(`${error instanceof Error ? error.message : error} The call's story is: ${types}.`, {
      cause: error,
    });
  }
}

/** Resolves when the call's timeline has an event of that type, with these fields. */
export async function untilEvent(
  person: Person,
  callId: string,
  type: string,
  fields: Readonly<Record<string, unknown>> = {},
): Promise<TimelineEntry> {
  const matches = (entry: TimelineEntry) =>
    entry.type === type && Object.entries(fields).every(([key, value]) => entry.data[key] === value);
  const { timeline } = await storyOf(person, callId, `the event ${type} ${JSON.stringify(fields)}`, (detail) =>
    detail.timeline.some(matches),
  );
  return timeline.find(matches) as TimelineEntry;
}

/** Resolves when the flow's step has begun to speak (or to wait). */
export async function untilStep(person: Person, callId: string, step: string): Promise<void> {
  await storyOf(person, callId, `the step ${step}`, ({ timeline }) => {
    const entered = timeline.findLastIndex((entry) => entry.type === 'step-entered' && entry.data.step === step);
    return entered >= 0 && timeline.slice(entered).some((entry) => entry.type === 'prompt-started');
  });
}

/** Presses a key in each step of the menu, once the step speaks: language, consent, menu. */
export async function throughMenu(
  person: Person,
  caller: { readonly number: string; readonly press: (keys: string) => Promise<void> },
  keys: { readonly language: string; readonly consent: string; readonly menu: string },
): Promise<string> {
  const { id } = await callOf(person, caller.number);
  for (const step of ['language', 'consent', 'menu'] as const) {
    await untilStep(person, id, step);
    // So that the order of the story is always the same.
    if (step === 'menu' && keys.consent === '1') await untilEvent(person, id, 'recording-started');
    await caller.press(keys[step]);
  }
  return id;
}

/** Types all keys ahead, as callers do who know the menu: language, consent, menu. Resolves with the call in its queue. */
export async function straightToQueue(
  person: Person,
  caller: { readonly number: string; readonly up: Promise<void>; readonly press: (keys: string) => Promise<void> },
  keys = '111',
): Promise<string> {
  await caller.up;
  await caller.press(keys);
  const { id } = await callOf(person, caller.number);
  await untilEvent(person, id, 'queue-entered');
  return id;
}
