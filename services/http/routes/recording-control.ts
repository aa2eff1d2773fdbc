import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { CentralitaError } from '../../core/errors.ts';
import type { SignedIn } from '../auth/sessions.ts';
import type { House } from '../house.ts';
import { openCalls } from '../open-calls.ts';
import { personOf } from '../person.ts';
import { id } from '../schemas/parts.ts';
import { openCall } from '../schemas/recording-control.ts';
import { type Route, route } from './route.ts';

const access = ['agent', 'supervisor', 'administrator'] as const;
const isOverseer = (caller: SignedIn) =>
  personOf(caller).roles.some((role) => role === 'supervisor' || role === 'administrator');

/** The call as it stands after a request. */
function standing(house: House, callId: string) {
  return openCalls(house.present.world(), house.site()).find((one) => one.id === callId) ?? null;
}

/** Asterisk says so within some ms; longer than this, something is out of order. */
const SILENT_WITHIN_MS = 3_000;
const LOOK_EVERY_MS = 5;

/** Card data may be typed once nothing is kept: Asterisk has said so, or has nothing to keep. @throws CentralitaError `pause-unconfirmed` */
async function untilSilent(house: House, callId: string): Promise<void> {
  for (let waited = 0; waited < SILENT_WITHIN_MS; waited += LOOK_EVERY_MS) {
    const capture = house.present.world().calls.get(callId)?.recording?.capture;
    if (!capture || capture.muted) return;
    await sleep(LOOK_EVERY_MS);
  }
  throw new CentralitaError(
    'pause-unconfirmed',
    'Asterisk has not confirmed the silence; take no card data, and try again or end the recording.',
  );
}

/** Consent, pauses and recording on demand of calls in progress: what a payment page or another program asks for. */
export const recordingControlRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/open-calls',
    access,
    scope: 'calls:control',
    summary: 'Calls in progress with their consent and their recording, by number if wanted; agents see their own.',
    query: z.strictObject({ number: z.string().min(1).max(40).optional() }),
    answer: z.array(openCall),
    handle: async ({ query, caller, house }) =>
      openCalls(house.present.world(), house.site()).filter(
        (one) =>
          (query.number === undefined || one.number === query.number) &&
          (isOverseer(caller) || one.agentId === caller.user.id),
      ),
  }),
  route({
    method: 'post',
    path: '/api/calls/:id/consent',
    access,
    scope: 'calls:control',
    summary:
      'States that somebody in the call gives, refuses or withdraws consent; `basis` is one of `consentBases` of the site. It holds at once.',
    params: z.object({ id }),
    body: z.strictObject({
      party: z.union([
        z.literal('caller'),
        z.templateLiteral(['agent:', z.string().min(1).max(100)]),
        z.templateLiteral(['number:', z.string().regex(/^\+?\d{1,20}$/)]),
      ]),
      consent: z.enum(['given', 'refused', 'withdrawn']),
      basis: z.string().max(100).default(''),
      note: z.string().max(500).default(''),
    }),
    answer: openCall.nullable(),
    handle: async ({ params, body, caller, house }) => {
      const command = { name: 'set-consent', callId: params.id, ...body } as const;
      await house.tell({ type: 'command', by: personOf(caller), command });
      return standing(house, params.id);
    },
  }),
  route({
    method: 'post',
    path: '/api/calls/:id/pause',
    access,
    scope: 'calls:control',
    summary:
      "Answers when nothing is kept any more; at most for `seconds` and never longer than the site's limit, then the recording goes on by itself.",
    params: z.object({ id }),
    body: z.strictObject({ seconds: z.int().min(1).nullable().default(null) }),
    answer: openCall.nullable(),
    handle: async ({ params, body, caller, house }) => {
      const command = { name: 'pause-call', callId: params.id, seconds: body.seconds } as const;
      await house.tell({ type: 'command', by: personOf(caller), command });
      await untilSilent(house, params.id);
      return standing(house, params.id);
    },
  }),
  route({
    method: 'post',
    path: '/api/calls/:id/resume',
    access,
    scope: 'calls:control',
    summary: 'Ends a pause; one that has ended by itself is no error.',
    params: z.object({ id }),
    answer: openCall.nullable(),
    handle: async ({ params, caller, house }) => {
      const command = { name: 'resume-call', callId: params.id } as const;
      await house.tell({ type: 'command', by: personOf(caller), command });
      return standing(house, params.id);
    },
  }),
  route({
    method: 'post',
    path: '/api/calls/:id/record',
    access,
    scope: 'calls:control',
    summary: 'Has a call recorded on demand, under consent as ever, or not recorded, whatever the rules say.',
    params: z.object({ id }),
    body: z.strictObject({ what: z.enum(['start', 'stop']), reason: z.string().max(500).default('') }),
    answer: openCall.nullable(),
    handle: async ({ params, body, caller, house }) => {
      const command = { name: 'record-call', callId: params.id, ...body } as const;
      await house.tell({ type: 'command', by: personOf(caller), command });
      return standing(house, params.id);
    },
  }),
];
