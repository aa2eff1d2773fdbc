import type { BulkItem, BulkJobRow } from '../ports.ts';

export type BulkJobsTable = {
  id: string;
  kind: BulkJobRow['kind'];
  state: BulkJobRow['state'];
  /** JSON. */
  search: string;
  format: BulkJobRow['format'];
  encrypt_for: string | null;
  name: string | null;
  destination: string | null;
  created_by: string;
  address: string;
  created_at: number;
  cursor: string | null;
  ended_at: number | null;
  reason: string | null;
  mail_to: string | null;
  language: string;
  mailed_at: number | null;
  mail_attempts: number;
  next_mail_at: number | null;
  mail_reason: string | null;
};

export type BulkItemsTable = {
  job_id: string;
  n: number;
  recording_id: string;
  call_id: string;
  state: BulkItem['state'];
  reason: string | null;
  name: string | null;
  bytes: number | null;
  sha256: string | null;
  started_at: number | null;
  sidecar: string | null;
};
