import { z } from 'zod';
import { wrongWithName } from '../../../config/publication-schema.ts';
import type { BulkJob, BulkLeft, BulkOptions, CallSearch } from '../protocol.ts';
import { id, number, time } from './parts.ts';

export const bulkJob = z
  .object({
    id,
    kind: z.enum(['zip', 'publish']),
    state: z.enum(['listing', 'running', 'done', 'cancelled', 'failed']),
    search: z.custom<CallSearch>().describe('The query of GET /api/calls, with numbers and flags as such.'),
    format: z.enum(['opus', 'mp3', 'wav']).nullable(),
    encryptFor: z.string().nullable(),
    destination: id.nullable(),
    createdAt: time,
    createdBy: id,
    createdByName: z.string(),
    own: z.boolean().describe('Whether the asker may cancel, remove and download it.'),
    endedAt: time.nullable(),
    expiresAt: time.nullable().describe('When the job is gone, and with it the ZIP.'),
    found: z.int(),
    done: z.int(),
    left: z.int().describe('Recordings that cannot be in the ZIP, or were not published.'),
    bytes: number,
    reason: z.string().nullable(),
    mail: z.object({ to: z.string(), sentAt: time.nullable(), reason: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'BulkJob' }) satisfies z.ZodType<BulkJob>;

export const bulkLeft = z
  .object({ recordingId: id, callId: id, reason: z.string() })
  .meta({ id: 'BulkLeft' }) satisfies z.ZodType<BulkLeft>;

export const bulkOptions = z
  .object({ mail: z.boolean(), destinations: z.array(z.object({ id, type: z.string() })), name: z.string() })
  .meta({ id: 'BulkOptions' }) satisfies z.ZodType<BulkOptions>;

const mail = z.email('write one whole address').max(200);

export const bulkZipBody = z.strictObject({
  format: z.enum(['opus', 'mp3', 'wav']).default('opus'),
  /** Public age key (`age1…`) that the ZIP is encrypted for. */
  encryptFor: z.string().trim().min(10).max(3_000).exactOptional(),
  /** Naming template of the files, as in the site's rules of publication. */
  name: z
    .string()
    .trim()
    .max(300)
    .superRefine((template, context) => {
      const wrong = wrongWithName(template);
      if (wrong !== null) context.addIssue({ code: 'custom', message: wrong });
    })
    .exactOptional(),
  mail: mail.exactOptional(),
});

export const bulkPublicationBody = z.strictObject({ destination: id, mail: mail.exactOptional() });
