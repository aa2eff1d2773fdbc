import { bindStep } from '../../ivr-flows/steps/index.ts';
import type { FlowAction, FlowContext, FlowInput } from '../../services/core/flow.ts';
import type { Site } from '../../services/core/site.ts';
import type { Value } from '../../services/core/variable.ts';
import { numbers } from '../../services/numbers.ts';

const always = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** A small site: what steps look at. */
export const stepSite: Site = {
  services: [
    {
      id: 's1',
      name: 's1',
      client: 'c',
      numbers: ['1000'],
      flow: 'f',
      holder: 'h',
      hours: {
        timeZone: 'Europe/Madrid',
        week: Object.fromEntries(always.map((day) => [day, ['09:00-18:00']])),
        holidays: ['2026-11-09'],
      },
    },
  ],
  queues: [],
  users: [],
  breakReasons: [],
  skills: [],
  lists: [{ id: 'vip', name: {}, numbers: ['600111222', '+34911222333'] }],
  calendars: [
    {
      id: 'office',
      name: {},
      timeZone: 'Atlantic/Canary',
      week: { wed: ['09:00-14:00'], fri: ['09:00-14:00'] },
      regions: ['es', 'es-md'],
      exceptions: [
        { date: '2026-11-11', open: [] },
        { date: '2026-12-25', open: ['10:00-12:00'] },
      ],
    },
  ],
  holidays: [
    { id: 'es', name: {}, days: ['12-25', 'easter-2', '2026-11-18'] },
    { id: 'es-md', name: {}, days: ['05-02'] },
    { id: 'pt', name: {}, days: ['11-25'] },
  ],
  tables: [{ id: 'files', name: {}, rows: { '4711': { state: 'open', due: '2026-12-01', amount: 12.5 } } }],
  outbound: { trunk: 'line', callerId: '', region: 'ES', allowed: ['+34'] },
  monitoring: { tellAgent: true },
  outcomes: [],
  returnSeconds: 20,
  awaySeconds: 60,
};

export type Given = Partial<FlowContext> & {
  readonly variables?: Readonly<Record<string, Value>>;
  readonly secrets?: Readonly<Record<string, Value>>;
  readonly keeps?: Readonly<Record<string, string>>;
};

/** Wednesday, 4 November 2026, 10:00 in Madrid. */
export const stepNow = Date.UTC(2026, 10, 4, 9, 0, 0);

/** What a step reads of a call, as plain data. */
export function stepContext({ variables = {}, secrets = {}, keeps = {}, ...given }: Given = {}): FlowContext {
  return {
    now: stepNow,
    language: 'es',
    consent: 'unknown',
    serviceId: 's1',
    callerNumber: '600111222',
    callerName: 'Ana',
    dialled: '1000',
    hasPlace: false,
    callbackTo: () => ({ refused: 'invalid' }),
    ahead: 0,
    playing: false,
    data: null,
    site: stepSite,
    variable: (name) =>
      Object.hasOwn(secrets, name) ? { value: secrets[name], secret: true } : { value: variables[name], secret: false },
    kept: (name) => keeps[name],
    sensitive: false,
    flow: 'f',
    step: 'a',
    random: () => 0.5,
    queueState: () => null,
    phone: (written) => numbers.read(written, 'ES')?.number ?? null,
    hears: false,
    ...given,
  };
}

/** A step of these settings. */
export function stepOf(type: string, settings: unknown) {
  const bound = bindStep(type, settings);
  if (!bound || !('step' in bound)) throw new Error(`The step ${type} cannot be made: ${JSON.stringify(bound)}`);
  return bound.step;
}

/** What a step does about an input. */
export const does = (type: string, settings: unknown, given: Given = {}, input: FlowInput = { type: 'enter' }) =>
  stepOf(type, settings).on(stepContext(given), input);

/** The way out that is taken, if any. */
export const exitOf = (actions: readonly FlowAction[]): string | undefined =>
  actions.flatMap((action) => (action.do === 'exit' ? [action.exit] : []))[0];

/** Takes a step through inputs as the engine does: what it remembers and keeps is there for the next. */
export function through(type: string, settings: unknown, inputs: readonly (string | FlowInput)[], given: Given = {}) {
  const step = stepOf(type, settings);
  const keeps: Record<string, string> = {};
  let data: unknown = given.data ?? null;
  const actions: FlowAction[] = [];
  for (const one of ['enter', ...inputs]) {
    const input: FlowInput =
      typeof one !== 'string' ? one : one === 'enter' ? { type: one } : { type: 'digit', digit: one };
    for (const action of step.on(stepContext({ ...given, data, keeps }), input)) {
      actions.push(action);
      if (action.do === 'remember') data = action.data;
      if (action.do === 'keep' && action.value !== null) keeps[action.name] = action.value;
      if (action.do === 'keep' && action.value === null) delete keeps[action.name];
      if (action.do === 'exit') return { actions, exit: action.exit, data, keeps };
    }
  }
  return { actions, exit: undefined, data, keeps };
}
