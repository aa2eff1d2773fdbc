import type { Consent } from '../core/call.ts';
import type { CallResult } from '../core/event.ts';
import type { LedgerAction } from '../custody/ledger.ts';
import type { BulkItemsTable, BulkJobsTable } from './schema-bulk.ts';

/** The tables as the code sees them. Times are ms since the epoch, flags are 0 or 1. */
export type EventsTable = {
  seq: number;
  at: number;
  type: string;
  call_id: string | null;
  agent_id: string | null;
  /** The event itself, JSON. */
  data: string;
};

export type CursorsTable = { name: string; seq: number };

export type ProjectionsTable = { name: string; version: number };

export type UsersTable = {
  id: string;
  login: string;
  name: string;
  /** JSON array. */
  roles: string;
  language: string;
  phone: string | null;
  password_hash: string;
};

export type SessionsTable = { id: string; user_id: string; token_hash: string; expires_at: number };

export type CallsTable = {
  /** Its place among all calls: ms of the first ring × 1,024, and one more for each that rang in the same ms. */
  n: number;
  id: string;
  direction: 'inbound' | 'outbound' | 'callback';
  number: string;
  number_digits: string;
  caller_name: string;
  dialled: string;
  service_id: string;
  /** Empty for a call-back. */
  flow: string;
  flow_version: string;
  language: string;
  sip_call_id: string | null;
  queue_id: string | null;
  agent_id: string | null;
  rang_at: number;
  /** The service's own wall clock at the first ring. */
  local_date: string;
  local_minute: number;
  ended_at: number | null;
  duration_ms: number | null;
  answered_at: number | null;
  wait_ms: number | null;
  talk_ms: number | null;
  /** While agent and caller hear each other. */
  talking_since: number | null;
  /** Null for a call that was never held. */
  hold_ms: number | null;
  held_since: number | null;
  transfers: number;
  /** Offers that an agent declined, let ring out, or lost. */
  missed_offers: number;
  /** All keys pressed, in order; those of a sensitive step are `•`. */
  keys: string;
  /** Those typed ahead that no step has taken yet. */
  keys_ahead: string;
  consent: Consent;
  /** The step in which the call ended. */
  last_step: string | null;
  /** The same, where the caller hung up there and had reached nobody. */
  left_in: string | null;
  result: CallResult | null;
  ended_by: 'caller' | 'agent' | 'system' | null;
  end_reason: string | null;
  /** Q.850. */
  cause: number | null;
  outcome: string | null;
  note: string;
  recording_id: string | null;
  /** Of a call-back: the call that asked for it. */
  origin_id: string | null;
  /** The index of terms knows the call as it stands here. */
  indexed: 0 | 1;
};

/** A passage of a call through a step of a flow; `seq` is that of its `step-entered`. */
export type CallStepsTable = {
  /** The call's. */
  n: number;
  seq: number;
  flow: string;
  version: string;
  step: string;
  step_type: string;
  entered_at: number;
  /** When an agent took the call that waited in this step. */
  answered_at: number | null;
  left_at: number | null;
  exit: string | null;
  /** `left`: the caller hung up here and had reached nobody; `ended`: the call ended here otherwise. */
  how: 'exit' | 'left' | 'ended' | null;
  /** Those that the step took, in order. */
  keys: string;
  /** The call had not been in this step before; had not left it by this exit before. */
  first: 0 | 1;
  first_exit: 0 | 1 | null;
};

/** Every agent that was connected to a call, with the own part of its talk. */
export type CallAgentsTable = { call_id: string; agent_id: string; talk_ms: number };

export type RecordingsTable = {
  id: string;
  call_id: string;
  kind: 'conversation' | 'voicemail';
  state: 'recording' | 'ended' | 'sealed' | 'failed' | 'erased';
  started_at: number;
  duration_ms: number | null;
  bytes: number | null;
  sha256: string | null;
  reason: string | null;
};

export type RecordingPartsTable = {
  capture_id: string;
  recording_id: string;
  started_at: number;
  ended_at: number | null;
  /** Parts are in the order of the journal, whatever the clock did between them. */
  seq: number;
};

export type RecordingPausesTable = {
  capture_id: string;
  recording_id: string;
  from_at: number;
  to_at: number | null;
};

export type SealedTable = {
  recording_id: string;
  call_id: string;
  path: string;
  /** Empty: an earlier version kept the key here. */
  wrapped_identity: Uint8Array;
  recipient: string;
  duration_ms: number;
  bytes: number;
  sha256: string;
  waveform: string;
};

export type OutboxTable = {
  id: string;
  recording_id: string;
  call_id: string;
  destination: string;
  destination_type: string;
  state: 'waiting' | 'running' | 'published' | 'dead';
  attempts: number;
  next_attempt_at: number | null;
  location: string | null;
  published_at: number | null;
  bytes: number | null;
  sha256: string | null;
  reason: string | null;
  created_at: number;
  prepared: string | null;
};

export type HoldsTable = {
  id: string;
  recording_id: string;
  call_id: string;
  at: number;
  user_id: string;
  reason: string;
  released_at: number | null;
  released_by: string | null;
  release_reason: string | null;
};

export type ErasuresTable = {
  recording_id: string;
  call_id: string;
  asked_at: number;
  state: 'asked' | 'erased' | 'done';
  /** JSON. */
  data: string;
};

export type PurgesTable = { id: string; at: number; kind: 'dry-run' | 'purge'; rules: string; data: string };

export type LedgerTable = {
  seq: number;
  at: number;
  recording_id: string;
  action: LedgerAction;
  actor: string;
  address: string;
  details: string;
  previous: string;
  hash: string;
  event_seq: number | null;
};

export type SavedSearchesTable = {
  id: string;
  owner_id: string;
  name: string;
  /** As the address of the page holds it. */
  query: string;
  /** JSON array. */
  roles: string;
  created_at: number;
};

export type QualityTemplatesTable = {
  id: string;
  version: number;
  /** JSON: the template without id and version. */
  document: string;
  created_by: string;
  created_at: number;
  /** Of all versions alike: nothing new is evaluated with it. */
  retired: 0 | 1;
};

export type QualityRulesTable = { id: string; document: string; created_by: string; created_at: number };

/** How many recordings a sampling rule has seen of a group in its period. */
export type QualityCountsTable = { rule_id: string; group_key: string; seen: number };

export type QualityAssignmentsTable = {
  id: string;
  rule_id: string | null;
  calibration_id: string | null;
  recording_id: string;
  call_id: string;
  agent_id: string | null;
  template_id: string;
  /** Null: whoever comes first. */
  evaluator_id: string | null;
  created_at: number;
  evaluation_id: string | null;
  dismissed_by: string | null;
};

export type CalibrationsTable = {
  id: string;
  name: string;
  recording_id: string;
  call_id: string;
  template_id: string;
  template_version: number;
  /** JSON array of user ids. */
  evaluators: string;
  created_by: string;
  created_at: number;
  closed_at: number | null;
};

export type EvaluationsTable = {
  id: string;
  seq: number;
  recording_id: string;
  call_id: string;
  service_id: string;
  queue_id: string | null;
  agent_id: string | null;
  template_id: string;
  template_version: number;
  evaluator_id: string;
  supersedes: string | null;
  superseded_by: string | null;
  calibration_id: string | null;
  score: number | null;
  passed: 0 | 1 | null;
  comment: string;
  /** JSON arrays. */
  answers: string;
  marks: string;
  submitted_at: number;
  read_at: number | null;
  answer: string | null;
  answered_at: number | null;
  acknowledged_at: number | null;
};

export type EvaluationCriteriaTable = { evaluation_id: string; criterion: string; score: number | null };

export type ApiTokensTable = {
  id: string;
  name: string;
  token_hash: string;
  /** JSON array. */
  scopes: string;
  created_by: string;
  created_at: number;
  expires_at: number;
  last_used_at: number | null;
  revoked_at: number | null;
};

export type RecordingLabelsTable = {
  recording_id: string;
  kind: 'tag' | 'ticket';
  value: string;
  by_id: string;
  at: number;
};

export type RecordingNotesTable = {
  id: string;
  recording_id: string;
  /** From the beginning of the recording. */
  at_ms: number;
  text: string;
  by_id: string;
  created_at: number;
};

export type WebhooksTable = {
  id: string;
  url: string;
  /** JSON array. */
  events: string;
  created_by: string;
  created_at: number;
};

export type WebhookDeliveriesTable = {
  webhook_id: string;
  seq: number;
  body: string;
  state: 'waiting' | 'delivered' | 'dead';
  attempts: number;
  next_at: number | null;
  reason: string | null;
  created_at: number;
  attempted_at: number | null;
  delivered_at: number | null;
};

export type Schema = {
  events: EventsTable;
  cursors: CursorsTable;
  projections: ProjectionsTable;
  users: UsersTable;
  sessions: SessionsTable;
  calls: CallsTable;
  call_agents: CallAgentsTable;
  call_steps: CallStepsTable;
  recordings: RecordingsTable;
  recording_parts: RecordingPartsTable;
  recording_pauses: RecordingPausesTable;
  sealed: SealedTable;
  outbox: OutboxTable;
  ledger: LedgerTable;
  holds: HoldsTable;
  erasures: ErasuresTable;
  purges: PurgesTable;
  saved_searches: SavedSearchesTable;
  api_tokens: ApiTokensTable;
  webhooks: WebhooksTable;
  webhook_deliveries: WebhookDeliveriesTable;
  recording_labels: RecordingLabelsTable;
  recording_notes: RecordingNotesTable;
  quality_templates: QualityTemplatesTable;
  quality_rules: QualityRulesTable;
  quality_counts: QualityCountsTable;
  quality_assignments: QualityAssignmentsTable;
  calibrations: CalibrationsTable;
  evaluations: EvaluationsTable;
  evaluation_criteria: EvaluationCriteriaTable;
  bulk_jobs: BulkJobsTable;
  bulk_items: BulkItemsTable;
};
