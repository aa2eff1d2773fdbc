import { describe, expect, it } from 'vitest';
import { endReason } from '../../dashboard/src/phone/telephone-state.ts';
import { homeOf } from '../../dashboard/src/session/roles.ts';

describe('why a call ended', () => {
  it.each([
    ['Terminated', 'hung-up'],
    ['Canceled', 'hung-up'],
    ['Busy', 'busy'],
    ['Rejected', 'declined'],
    ['No Answer', 'no-answer'],
    ['Unavailable', 'unavailable'],
    ['Not Found', 'not-found'],
    ['Connection Error', 'connection'],
    ['User Denied Media Access', 'microphone'],
    ['Something new', 'failed'],
  ])('JsSIP’s "%s" is %s', (cause, reason) => expect(endReason(cause)).toBe(reason));
});

describe('the page of a role', () => {
  it.each([
    [['agent'], '/desk'],
    [['supervisor'], '/console'],
    [['auditor'], '/calls'],
    [['administrator', 'supervisor', 'auditor'], '/console'],
  ] as const)('of %j is %s', (roles, page) => expect(homeOf(roles)).toBe(page));
});
