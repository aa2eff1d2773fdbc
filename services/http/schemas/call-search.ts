import { z } from 'zod';
import type { CallbackRow, CallRow, CallSearch, Page, SavedSearch } from '../protocol.ts';
import {
  clock,
  consent,
  direction,
  flag,
  id,
  instant,
  number,
  recordingState,
  result,
  role,
  seconds,
  side,
  time,
} from './parts.ts';

/** As it comes in a query: all text. */
export const callSearch = z.strictObject({
  service: id.exactOptional(),
  queue: id.exactOptional(),
  from: instant.exactOptional(),
  to: instant.exactOptional(),
  hourFrom: clock.exactOptional(),
  hourTo: clock.exactOptional(),
  agent: id.exactOptional(),
  number: z.string().trim().min(1).max(40).exactOptional(),
  direction: direction.exactOptional(),
  minDuration: seconds.exactOptional(),
  maxDuration: seconds.exactOptional(),
  result: result.exactOptional(),
  recorded: flag.exactOptional(),
  recording: recordingState.exactOptional(),
  minWait: seconds.exactOptional(),
  maxWait: seconds.exactOptional(),
  minTalk: seconds.exactOptional(),
  maxTalk: seconds.exactOptional(),
  minHold: seconds.exactOptional(),
  maxHold: seconds.exactOptional(),
  held: flag.exactOptional(),
  transferred: flag.exactOptional(),
  missed: z.coerce.number().int().min(1).max(1_000).exactOptional(),
  consent: consent.exactOptional(),
  endedBy: side.exactOptional(),
  reason: id.exactOptional(),
  cause: z.coerce.number().int().min(0).max(127).exactOptional(),
  outcome: id.exactOptional(),
  text: z.string().trim().min(1).max(100).exactOptional(),
  flow: id.exactOptional(),
  version: id.exactOptional(),
  step: id.exactOptional(),
  exit: id.exactOptional(),
  key: z
    .string()
    .regex(/^[0-9A-D*#•]{1,32}$/, 'write keys of a telephone')
    .exactOptional(),
  leftIn: id.exactOptional(),
  sipCallId: z.string().min(1).max(300).exactOptional(),
  tag: z.string().trim().min(1).max(60).toLowerCase().exactOptional(),
  ticket: z.string().trim().min(1).max(60).toLowerCase().exactOptional(),
  minScore: z.coerce.number().min(0).max(100).exactOptional(),
  maxScore: z.coerce.number().min(0).max(100).exactOptional(),
  evaluator: id.exactOptional(),
  legalHold: flag.exactOptional(),
  published: flag.exactOptional(),
  destination: id.exactOptional(),
  cursor: z.string().max(300).exactOptional(),
  limit: z.coerce.number().int().min(1).max(200).exactOptional(),
}) satisfies z.ZodType<CallSearch>;

export const callRow = z
  .object({
    id,
    direction,
    number: z.string(),
    callerName: z.string(),
    dialled: z.string(),
    serviceId: id,
    serviceName: z.string(),
    queueId: id.nullable(),
    agentId: id.nullable(),
    agentName: z.string().nullable(),
    rangAt: time,
    endedAt: time.nullable(),
    durationMs: number.nullable(),
    waitMs: number.nullable(),
    talkMs: number.nullable(),
    result: result.nullable(),
    endedBy: side.nullable(),
    outcome: z.string().nullable(),
    recordingId: id.nullable(),
    recordingState: recordingState.nullable(),
    originId: id.nullable(),
    flow: z.string(),
    flowVersion: z.string(),
    language: z.string(),
    keys: z.string(),
    lastStep: z.string().nullable(),
    leftIn: z.string().nullable(),
    consent,
    holdMs: number.nullable(),
    transfers: z.int(),
    missedOffers: z.int(),
    cause: z.int().nullable(),
    endReason: z.string().nullable(),
    sipCallId: z.string().nullable(),
  })
  .meta({ id: 'CallRow' }) satisfies z.ZodType<CallRow>;

export const callbackRow = z
  .object({
    id,
    originId: id.nullable(),
    number: z.string(),
    callerName: z.string(),
    serviceId: id,
    queueId: id,
    requestedAt: time,
    state: z.enum(['scheduled', 'waiting', 'offered', 'calling', 'talking']),
    position: z.int().nullable(),
    attempts: z.int(),
    nextAt: time.nullable(),
    agentId: id.nullable(),
  })
  .meta({ id: 'CallbackRow' }) satisfies z.ZodType<CallbackRow>;

export const callPage = z
  .object({ rows: z.array(callRow), next: z.string().nullable() })
  .meta({ id: 'CallPage' }) satisfies z.ZodType<Page<CallRow>>;

const searchName = z.string().trim().min(1).max(80);

export const savedSearchBody = z.strictObject({
  name: searchName,
  query: z.string().max(2_000),
  roles: z.array(role).max(4),
});

export const savedSearch = savedSearchBody
  .extend({ id, ownerId: id, ownerName: z.string(), createdAt: time, own: z.boolean() })
  .meta({ id: 'SavedSearch' }) satisfies z.ZodType<SavedSearch>;
