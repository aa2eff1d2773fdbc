import { z } from 'zod';
import type { CallDetail } from '../protocol.ts';
import { callDetail } from '../schemas.ts';

/** Raised when a program that reads exports would have to change; what is only added does not raise it. */
export const EXPORT_VERSION = 1;

/**
 * One call as a file: all that its page shows. Its schema is published at `/api/schemas/call-export.json`; docs/calls.md says
 * what each part is for.
 */
export const callExport = z
  .object({
    format: z.literal('centralita-call'),
    version: z.literal(EXPORT_VERSION),
    exportedAt: z.iso.datetime().describe('When this file was made'),
    ...callDetail.shape,
  })
  .meta({
    title: 'CallExport',
    description: 'One call of Centralita. Times are ms since the Unix epoch, lengths in ms.',
  });

export type CallExport = z.infer<typeof callExport>;

export function exportOf(detail: CallDetail, now: number): object {
  return { format: 'centralita-call', version: EXPORT_VERSION, exportedAt: new Date(now).toISOString(), ...detail };
}

/** JSON Schema (2020-12) of the file. */
export function exportSchema(): object {
  return z.toJSONSchema(callExport, { io: 'output', unrepresentable: 'any' });
}
