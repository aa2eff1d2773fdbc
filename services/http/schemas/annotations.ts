import { z } from 'zod';
import type { RecordingAnnotations, RecordingLabels, RecordingNote } from '../protocol.ts';
import { id, time } from './parts.ts';

const label = z.string().trim().min(1, 'write something').max(60).toLowerCase();
const labels = z.array(label).max(50, 'fifty at most');

export const labelsBody = z.strictObject({ tags: labels.default([]), tickets: labels.default([]) });

export const recordingLabels = z
  .object({ tags: z.array(z.string()), tickets: z.array(z.string()) })
  .meta({ id: 'RecordingLabels' }) satisfies z.ZodType<RecordingLabels>;

export const noteBody = z.strictObject({
  at: z.int().min(0).max(864e5).describe('ms from the beginning of the recording'),
  text: z.string().trim().min(1, 'write the note').max(2_000),
});

export const recordingNote = z
  .object({ id, at: z.int(), text: z.string(), byId: id, byName: z.string(), createdAt: time })
  .meta({ id: 'RecordingNote' }) satisfies z.ZodType<RecordingNote>;

export const recordingAnnotations = recordingLabels
  .extend({ notes: z.array(recordingNote) })
  .meta({ id: 'RecordingAnnotations' }) satisfies z.ZodType<RecordingAnnotations>;
