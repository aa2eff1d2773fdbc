import { z } from 'zod';
import type { AccessRow, PublicationRow, RecordingDetail, Waveform } from '../protocol.ts';
import { id, number, recordingState, time } from './parts.ts';

export const publicationRow = z
  .object({
    id,
    recordingId: id,
    callId: id,
    destination: id,
    destinationType: z.string(),
    state: z.enum(['waiting', 'running', 'published', 'dead']),
    attempts: z.int(),
    nextAttemptAt: time.nullable(),
    location: z.string().nullable(),
    publishedAt: time.nullable(),
    bytes: number.nullable(),
    sha256: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'PublicationRow' }) satisfies z.ZodType<PublicationRow>;

export const recordingDetail = z
  .object({
    id,
    callId: id,
    kind: z.enum(['conversation', 'voicemail']),
    state: recordingState,
    startedAt: time,
    durationMs: number.nullable(),
    bytes: number.nullable(),
    sha256: z.string().nullable(),
    parts: z.array(
      z.object({
        startedAt: time,
        endedAt: time.nullable(),
        pauses: z.array(z.object({ from: time, to: time.nullable() })),
      }),
    ),
    publications: z.array(publicationRow),
    reason: z.string().nullable(),
  })
  .meta({ id: 'RecordingDetail' }) satisfies z.ZodType<RecordingDetail>;

export const accessRow = z
  .object({
    at: time,
    userId: id,
    userName: z.string(),
    action: z.enum(['listened', 'downloaded']),
    address: z.string(),
  })
  .meta({ id: 'AccessRow' }) satisfies z.ZodType<AccessRow>;

export const waveform = z
  .object({ stepMs: number, left: z.array(number), right: z.array(number) })
  .meta({ id: 'Waveform' }) satisfies z.ZodType<Waveform>;
