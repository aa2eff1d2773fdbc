import { setTimeout as sleep } from 'node:timers/promises';
import type { Person } from '../../config/demo-site/person.ts';
import type { Caller } from '../../config/demo-site/telephones/caller.ts';
import type { Flow } from '../../ivr-flows/flow.ts';
import type { FlowTest, Then } from '../../ivr-flows/lab/flow-test.ts';
import { type Failure, judge } from '../../ivr-flows/lab/judge.ts';
import type { Action } from '../../ivr-flows/lab/script.ts';
import type { CallDetail } from '../../services/http/protocol.ts';
import { callOf, detailOf, storyOf, until, untilEvent } from './story.ts';

export type RealRun = {
  /** Who looks at the journal. */
  readonly admin: Person;
  readonly caller: Caller;
  readonly flows: readonly Flow[];
  /** Who was on a break comes back. */
  readonly agentReady: () => Promise<void>;
  readonly agentHangsUp: () => Promise<void>;
};

/** What a real call's journal tells as surely as the lab does. */
const told = ['path', 'queue', 'language', 'consent'] as const satisfies readonly (keyof Then)[];

/**
 * The script of a flow's test, done by a real telephone; what the journal tells of the call is judged as in the lab.
 * @returns what is not as it should be.
 */
export async function runRealFlowTest(run: RealRun, test: FlowTest): Promise<readonly Failure[]> {
  const { admin, caller } = run;
  const { id } = await callOf(admin, caller.number);
  for (const action of test.when) await act(run, id, action);
  const then = Object.fromEntries(
    told.flatMap((part) => (test.then[part] === undefined ? [] : [[part, test.then[part]]])),
  );
  const verdict = async () => judge({ then, lineOf: test.lineOf }, outcomeOf(await detailOf(admin, id)));
  // The call goes on by itself to where the lab says; if it never comes there, what is different is told.
  const right = async () => (await verdict()).length === 0;
  await until('the way of the test', right, 20_000).catch(() => undefined);
  return verdict();
}

async function act(run: RealRun, id: string, action: Action): Promise<void> {
  const { admin, caller } = run;
  switch (action.do) {
    case 'keys':
      for (const key of action.keys) {
        await untilListens(run, id);
        await press(run, id, key);
      }
      break;
    case 'ahead':
      await caller.up;
      await caller.press(action.keys.join(''));
      break;
    case 'silence':
      for (let time = 0; time < action.times; time += 1) await untilSilence(run, id);
      break;
    case 'wait':
      await sleep(Math.min(action.ms, 3_000));
      break;
    case 'hang-up':
      await caller.hangUp();
      break;
    case 'agent':
      if (action.what === 'answers') {
        await run.agentReady();
        await untilEvent(admin, id, 'call-connected');
      } else await run.agentHangsUp();
      break;
    case 'say':
      throw new Error('A real telephone of the tests says nothing but tones.');
  }
}

const count = ({ timeline }: CallDetail, ...types: readonly string[]) =>
  timeline.filter(({ type }) => types.includes(type)).length;

/** The key is in the journal before the next one is pressed. */
async function press({ admin, caller }: RealRun, id: string, key: string): Promise<void> {
  const before = count(await detailOf(admin, id), 'digit-pressed');
  await caller.press(key);
  await storyOf(admin, id, `the key ${key}`, (detail) => count(detail, 'digit-pressed') > before);
}

async function untilListens({ admin, flows, caller }: RealRun, id: string): Promise<void> {
  await caller.up;
  await storyOf(admin, id, 'a step that listens', ({ timeline }) => {
    const last = timeline.findLast(({ type }) => type === 'step-entered' || type === 'step-left');
    if (last?.type !== 'step-entered') return false;
    const step = flows.find(({ name }) => name === last.data.flow)?.steps.get(String(last.data.step));
    return step?.listens === true || step?.listensInQueue === true;
  });
}

/** The question is asked again, or given up. */
async function untilSilence(run: RealRun, id: string): Promise<void> {
  await untilListens(run, id);
  const told = (detail: CallDetail) => count(detail, 'prompt-started', 'step-left');
  await storyOf(run.admin, id, 'the first question', ({ timeline }) => timeline.at(-1)?.type !== 'step-entered');
  const before = told(await detailOf(run.admin, id));
  await storyOf(run.admin, id, 'the question again, or its end', (detail) => told(detail) > before);
}

function outcomeOf({ timeline, call }: CallDetail): Parameters<typeof judge>[1] {
  const last = (type: string) => timeline.findLast((entry) => entry.type === type)?.data;
  const entered = timeline.filter(({ type }) => type === 'step-entered');
  const consents = timeline.filter(({ type }) => type.startsWith('consent-'));
  const first = entered[0]?.data.flow;
  return {
    path: entered.map(({ data }) => (data.flow === first ? String(data.step) : `${data.flow}/${data.step}`)),
    said: [],
    end: 'menu',
    queue: (last('queue-entered')?.queueId as string | undefined) ?? null,
    lastExits: [],
    language: (last('language-chosen')?.language as string | undefined) ?? call.language ?? null,
    consent: consents.at(-1)?.type.replace('consent-', '') ?? 'unknown',
    result: call.result,
    variables: {},
    events: [],
  };
}
