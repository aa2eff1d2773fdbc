import { z } from 'zod';
import type { CallDetail, CallLeg, CallStep, TimelineEntry } from '../protocol.ts';
import { callRow } from './call-search.ts';
import { id, time } from './parts.ts';
import { recordingDetail } from './recording.ts';

const timelineEntry = z
  .object({
    seq: z.int(),
    at: time,
    type: z.string(),
    lane: z.enum(['caller', 'flow', 'queue', 'agent', 'recording']),
    data: z.record(z.string(), z.unknown()),
    text: z.string().exactOptional(),
  })
  .meta({ id: 'TimelineEntry' }) satisfies z.ZodType<TimelineEntry>;

const callStep = z
  .object({
    seq: z.int(),
    flow: z.string(),
    version: z.string(),
    step: z.string(),
    type: z.string(),
    enteredAt: time,
    answeredAt: time.nullable(),
    leftAt: time.nullable(),
    exit: z.string().nullable(),
    how: z.enum(['exit', 'left', 'ended']).nullable(),
    keys: z.string(),
  })
  .meta({ id: 'CallStep' }) satisfies z.ZodType<CallStep>;

const callLeg = z
  .object({
    legId: id,
    direction: z.enum(['in', 'out']),
    party: z.object({ kind: z.enum(['caller', 'agent', 'number', 'supervisor']), id: z.string() }),
    moments: z.array(
      z.object({
        at: time,
        what: z.enum(['invited', 'ringing', 'answered', 'hung-up', 'ended']),
        cause: z.int().nullable(),
      }),
    ),
  })
  .meta({ id: 'CallLeg' }) satisfies z.ZodType<CallLeg>;

export const callDetail = z
  .object({
    call: callRow,
    callbackId: id.nullable(),
    note: z.string(),
    agents: z.array(z.object({ id, name: z.string(), talkMs: z.number() })),
    timeline: z.array(timelineEntry),
    steps: z.array(callStep),
    legs: z.array(callLeg),
    recording: recordingDetail.nullable(),
  })
  .meta({ id: 'CallDetail' }) satisfies z.ZodType<CallDetail>;
