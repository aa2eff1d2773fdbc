import type { SiteFile } from '../../config/site.ts';
import type { SpoolRoom } from '../core/facts/house-facts.ts';
import type { Numbers } from '../core/numbers.ts';
import type {
  Annotations,
  BulkPort,
  CallsRead,
  Custody,
  ExporterPort,
  FlowEditing,
  FlowReplay,
  Ledger,
  Outbox,
  Present,
  Prompts,
  Quality,
  RecorderPort,
  RecordingsStore,
  SavedSearches,
  SiteEditing,
  Tell,
  TestWebhook,
  UsersStore,
  WebhooksStore,
} from '../ports.ts';
import type { Listenings } from './audio/listenings.ts';
import type { RecordingAudio } from './audio/recording-audio.ts';
import type { Sessions } from './auth/sessions.ts';
import type { Tokens } from './auth/tokens.ts';
import type { AnchorView, FloorView, PhoneAccount, StrategyView } from './protocol.ts';

/** What the routes work with. */
export type House = {
  readonly site: () => SiteFile;
  readonly siteEditing: SiteEditing;
  readonly flows: FlowEditing;
  readonly whatIf: FlowReplay;
  readonly present: Pick<Present, 'world' | 'floor'>;
  readonly tell: Tell;
  /** Reads the numbers that people type. */
  readonly numbers: Numbers;
  readonly telephony: () => boolean;
  /** Room on the disk of the data; full: the engine stands still. */
  readonly disk: () => SpoolRoom;
  readonly users: UsersStore;
  readonly floor: () => FloorView;
  readonly strategies: () => readonly StrategyView[];
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly calls: CallsRead;
  readonly savedSearches: SavedSearches;
  readonly recordings: Pick<RecordingsStore, 'sealed'>;
  readonly bulk: BulkPort;
  readonly ledger: Ledger;
  readonly custody: Custody;
  readonly exporter: ExporterPort;
  /** Where the head of the ledger is written down, and how that went. */
  readonly anchors: () => Promise<readonly AnchorView[]>;
  readonly outbox: Pick<Outbox, 'list'>;
  readonly recorder: Pick<RecorderPort, 'publishAgain' | 'destinations' | 'test'>;
  readonly audio: RecordingAudio;
  readonly listenings: Listenings;
  readonly prompts: Prompts;
  readonly quality: Quality;
  readonly annotations: Annotations;
  readonly webhooks: WebhooksStore;
  readonly testWebhook: TestWebhook;
  /** What signs for an address. */
  readonly webhookSecret: (webhookId: string) => string;
  readonly phones: Phones;
  readonly clock: () => number;
  /** The OpenAPI document of all routes. */
  readonly document: () => object;
};

export type Phones = {
  /** Account of an agent's telephone. */
  readonly ofAgent: (userId: string) => PhoneAccount;
  /** Account of the caller's page; null when the demo's web telephone is off. */
  readonly demo: () => PhoneAccount | null;
};
