import { describe, expect, it } from 'vitest';
import { usualPolicy } from '../../services/core/consent.ts';
import type { FlowAction, FlowInput } from '../../services/core/flow.ts';
import { stepContext, stepOf, stepSite } from './step-context.ts';

const step = stepOf('consent', { prompts: ['consent-ask'], version: '1' });
const key = (digit: string): FlowInput => ({ type: 'digit', digit });
const done: FlowInput = { type: 'prompt-done' };

/** A caller in the step, while the service's manner changes: every input with the policy of its moment. */
function caller() {
  let data: unknown = null;
  return (policy: 'ask' | 'announce' | 'never', input: FlowInput, playing = false): readonly FlowAction[] => {
    const consent = { ...usualPolicy, policy, basis: 'legal' };
    const services = stepSite.services.map((service) => ({ ...service, consent }));
    const actions = step.on(stepContext({ data, playing, site: { ...stepSite, services } }), input);
    for (const action of actions) if (action.do === 'remember') data = action.data;
    return actions;
  };
}

const said = (actions: readonly FlowAction[]) =>
  actions.flatMap((action) =>
    action.do === 'play' ? action.prompts.map((prompt) => 'key' in prompt && prompt.key) : [],
  );
const stated = (actions: readonly FlowAction[]) =>
  actions.flatMap((action) => (action.do === 'consent' ? [action.how] : []));

describe('a question for consent whose service changes its manner meanwhile', () => {
  it('announces to who was asked, whatever comes next, and counts the announcement alone', () => {
    for (const next of [done, key('1'), { type: 'wake' } as const]) {
      const tell = caller();
      expect(said(tell('ask', { type: 'enter' }))).toEqual(['consent-ask']);
      tell('ask', done);
      const changed = tell('announce', next);
      expect([said(changed), stated(changed)]).toEqual([['consent-announce'], []]);
      // Nothing is waited for but the end of the announcement.
      expect(changed.find((action) => action.do === 'remember')).toMatchObject({ wakeAt: null });
      expect(stated(tell('announce', done))).toEqual(['announced']);
    }
  });

  it('asks who heard the announcement only in part: a yes to a question nobody heard is none', () => {
    const tell = caller();
    tell('announce', { type: 'enter' });
    const changed = tell('ask', key('1'));
    expect([said(changed), stated(changed)]).toEqual([['consent-ask'], ['asked']]);
    expect(stated(tell('ask', key('1')))).toEqual(['given']);
  });

  it('lets go of who was asked where nothing is recorded any more', () => {
    const tell = caller();
    tell('ask', { type: 'enter' });
    expect(tell('never', done)).toEqual([{ do: 'exit', exit: 'refused' }]);
  });
});

it('no message is taken where nothing is recorded any more, whatever was consented before', () => {
  const services = stepSite.services.map((one) => ({ ...one, consent: { ...usualPolicy, policy: 'never' as const } }));
  const site = { ...stepSite, services };
  for (const type of ['voicemail', 'record']) {
    const settings = { introduction: ['intro'], prompts: ['consent-ask'], version: '1' };
    expect(stepOf(type, settings).on(stepContext({ consent: 'given', site }), { type: 'enter' })).toEqual([
      { do: 'exit', exit: 'refused' },
    ]);
  }
});
