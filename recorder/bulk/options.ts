import type { Keyring } from '../../config/master-keys/keyring.ts';
import type { RuntimeProgram } from '../../config/runtime.ts';
import type { SiteFile } from '../../config/site.ts';
import type {
  BulkStore,
  CallsRead,
  CustodyStore,
  Ledger,
  Logger,
  Outbox,
  RecorderPort,
  RecordingsStore,
} from '../../services/ports.ts';
import type { Healer } from '../healing.ts';
import type { Waits } from '../waits.ts';

/** Where a job stands; tests end the process at each. */
export type BulkStep = 'listed' | 'measured' | 'settled' | 'asked';

export type BulkJobsOptions = {
  readonly dataFolder: string;
  /** Address of the pages, for links in mails. */
  readonly publicUrl: string;
  /** Reads the secrets that the site file names. */
  readonly secret: (name: string) => string | undefined;
  readonly site: () => SiteFile;
  readonly ffmpeg: RuntimeProgram;
  readonly keyring: Keyring;
  readonly store: BulkStore;
  readonly calls: Pick<CallsRead, 'search' | 'detail'>;
  readonly recordings: Pick<RecordingsStore, 'sealed' | 'captures'>;
  readonly erasure: CustodyStore['erasure'];
  readonly ledger: Pick<Ledger, 'append'>;
  readonly outbox: Pick<Outbox, 'list'>;
  readonly publishAgain: RecorderPort['publishAgain'];
  readonly heal: Healer;
  readonly now: () => number;
  readonly random: () => number;
  readonly logger: Logger;
  /** Between attempts to send a mail; tests shorten them. */
  readonly mailWaits?: Waits;
  /** How often publications are looked at, in ms. */
  readonly lookMs?: number;
  readonly onStep?: (step: BulkStep) => Promise<void> | void;
};
