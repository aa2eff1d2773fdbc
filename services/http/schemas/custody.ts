import { z } from 'zod';
import type {
  AnchorView,
  CustodyState,
  ErasureCertificate,
  HoldView,
  LedgerRow,
  PurgeReport,
  RecordingCustody,
  RetentionRuleView,
} from '../protocol.ts';
import { id, number, time } from './parts.ts';

export const holdView = z
  .object({
    id,
    recordingId: id,
    callId: id,
    at: time,
    userId: id,
    userName: z.string(),
    reason: z.string(),
    releasedAt: time.nullable(),
    releasedBy: z.string().nullable(),
    releaseReason: z.string().nullable(),
  })
  .meta({ id: 'HoldView' }) satisfies z.ZodType<HoldView>;

export const erasureCertificate = z
  .object({
    recordingId: id,
    callId: id,
    askedAt: time,
    erasedAt: time.nullable(),
    userId: id.nullable(),
    userName: z.string(),
    address: z.string(),
    reason: z.string(),
    rule: z.string().nullable(),
    sha256: z.string(),
    bytes: number,
    durationMs: number,
    recipient: z.string(),
    copies: z.array(
      z.object({
        destination: z.string(),
        location: z.string().nullable(),
        publishedAt: time.nullable(),
        state: z.enum(['pending', 'removed', 'left']),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'ErasureCertificate' }) satisfies z.ZodType<ErasureCertificate>;

const names = z.array(z.string()).optional();
const kinds = z.array(z.enum(['conversation', 'voicemail'])).optional();
const retentionRule = z
  .object({ id, days: z.int(), services: names, queues: names, outcomes: names, consent: names, kinds })
  .meta({ id: 'RetentionRule' }) satisfies z.ZodType<RetentionRuleView>;

export const purgeReport = z
  .object({
    id,
    at: time,
    kind: z.enum(['dry-run', 'purge']),
    userId: id.nullable(),
    current: z.boolean(),
    looked: z.int(),
    due: z.int(),
    held: z.int(),
    erased: z.int(),
    failed: z.int(),
    byRule: z.record(z.string(), z.int()),
    sample: z.array(z.object({ recordingId: id, callId: id, rule: z.string() })),
    reasons: z.array(z.string()),
  })
  .meta({ id: 'PurgeReport' }) satisfies z.ZodType<PurgeReport>;

const anchorView = z
  .object({
    destination: z.string(),
    everyHours: number,
    last: z.object({ at: time, seq: z.int(), location: z.string() }).nullable(),
    error: z.string().nullable(),
  })
  .meta({ id: 'AnchorView' }) satisfies z.ZodType<AnchorView>;

export const custodyState = z
  .object({
    rules: z.array(retentionRule),
    refusal: z.enum(['no-rules', 'dry-run-needed', 'dry-run-old', 'clock-back']).nullable(),
    runs: z.array(purgeReport),
    holds: z.array(holdView),
    erasures: z.array(erasureCertificate),
    ledger: z.object({ seq: z.int(), hash: z.string(), at: time }).nullable(),
    anchors: z.array(anchorView),
  })
  .meta({ id: 'CustodyState' }) satisfies z.ZodType<CustodyState>;

export const ledgerRow = z
  .object({
    seq: z.int(),
    at: time,
    action: z.string(),
    actor: z.string(),
    address: z.string(),
    details: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'LedgerRow' }) satisfies z.ZodType<LedgerRow>;

export const recordingCustody = z
  .object({ holds: z.array(holdView), certificate: erasureCertificate.nullable() })
  .meta({ id: 'RecordingCustody' }) satisfies z.ZodType<RecordingCustody>;
