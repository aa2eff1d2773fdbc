import type { SiteFile } from '../../config/site.ts';
import { CentralitaError } from '../../services/core/errors.ts';
import type { ReadFile } from '../pace.ts';

export type DestinationSettings = SiteFile['destinations'][number];
export type DestinationType = DestinationSettings['type'];

/** What is published: a file, and a small JSON beside it. The same at every attempt. */
export type Publication = {
  readonly recordingId: string;
  readonly callId: string;
  /** Absolute path of the file. */
  readonly path: string;
  readonly bytes: number;
  /** Of the file, hex. */
  readonly sha256: string;
  /** `<service>/YYYY/MM/DD/<recordingId>.age`, or as the rule says; the sidecar has the same name, ending in `.json`. */
  readonly name: string;
  readonly sidecar: Sidecar;
  /** Whether the sidecar is sent too. */
  readonly withSidecar: boolean;
  /** The head of the ledger, where that is sent and no recording. */
  readonly about?: { readonly seq: number; readonly hash: string };
  /** Not to be changed or deleted before (ms since the epoch), where the far end can promise that. */
  readonly lockUntil?: number;
};

export type Sidecar = {
  readonly version: 1;
  readonly recordingId: string;
  readonly callId: string;
  readonly service: { readonly id: string; readonly name: string; readonly timeZone: string };
  /** ISO 8601, UTC. */
  readonly callStartedAt: string;
  readonly recordingStartedAt: string;
  readonly durationMs: number;
  readonly file: string;
  /** `age; Ogg Opus stereo, caller left, agent right`; without `age` what is plain. */
  readonly format: string;
  /** Public age keys that it is encrypted for; null when it is plain. */
  readonly recipient: string | null;
  readonly bytes: number;
  readonly sha256: string;
};

/** Proof that a copy arrived. */
export type Receipt = {
  readonly location: string;
  readonly bytes: number;
  /** Of the sealed file as it lies at the far end where the protocol lets us look, hex. */
  readonly sha256: string;
};

/** What a destination is given besides its own settings. */
export type DestinationContext = {
  readonly dataFolder: string;
  /** Address of the pages, for links; without a slash at its end. */
  readonly publicUrl: string;
  /** Value of the environment variable that the site file names for a secret. */
  readonly secret: (name: string) => string | undefined;
  /** Reads what is sent, no faster than the destination's limit. */
  readonly read: ReadFile;
  /** Aborted when the destination's time is over or the recorder stops: every wait must end then. */
  readonly signal: AbortSignal;
};

/**
 * A kind of place that recordings are published to. `publish` may be repeated at any time with the same publication:
 * a whole copy that is already there is a success, a different one is never overwritten.
 * @throws DestinationError with a sentence that says what to do.
 */
export type Destination<T extends DestinationType = DestinationType> = {
  readonly type: T;
  /**
   * `once`: what is there is looked at and compared, so that a repeated attempt changes nothing. `at-least-once`: the
   * protocol has no way to look; each attempt carries the same key, by which the receiver tells a repetition.
   */
  readonly guarantee: 'once' | 'at-least-once';
  readonly publish: (
    publication: Publication,
    settings: Extract<DestinationSettings, { readonly type: T }>,
    context: DestinationContext,
  ) => Promise<Receipt>;
  /** Removes a file that was published; absent where the protocol cannot. */
  readonly remove?: (
    name: string,
    settings: Extract<DestinationSettings, { readonly type: T }>,
    context: DestinationContext,
  ) => Promise<void>;
  /** Brings a file that was published to a path of this machine; absent where the protocol cannot. */
  readonly fetch?: (
    name: string,
    to: string,
    settings: Extract<DestinationSettings, { readonly type: T }>,
    context: DestinationContext,
  ) => Promise<void>;
};

/** A publication that failed; `lasting` when repeating it cannot help without a person. */
export class DestinationError extends CentralitaError {
  readonly lasting: boolean;
  constructor(code: string, message: string, options: ErrorOptions & { readonly lasting?: boolean } = {}) {
    super(code, message, options);
    this.name = 'DestinationError';
    this.lasting = options.lasting ?? false;
  }
}

/** Name of the sidecar beside a published file. */
export function sidecarName(name: string): string {
  return `${name.replace(/\.age$/, '').replace(/\.(ogg|mp3|wav)$/, '')}.json`;
}

/** Content of the sidecar. */
export function sidecarText(sidecar: Sidecar): string {
  return `${JSON.stringify(sidecar, null, 2)}\n`;
}

/** What was accepted and is not there: the copy is sent again. */
export function lost(location: string): DestinationError {
  return new DestinationError(
    'destination-lost',
    `The server took ${location}, and then it was not there. It is sent again; look at the log and the disk of that server.`,
  );
}

/** The refusal to overwrite something else. */
export function conflict(location: string): DestinationError {
  return new DestinationError(
    'destination-conflict',
    `${location} holds another file already, and nothing is overwritten. Move that file away, then publish again.`,
    { lasting: true },
  );
}

/** The secret that a setting names. */
export function requiredSecret(context: Pick<DestinationContext, 'secret'>, destination: string, name: string): string {
  const value = context.secret(name);
  if (value !== undefined && value !== '') return value;
  throw new DestinationError(
    'destination-secret-missing',
    `The destination "${destination}" reads a secret from the environment variable ${name}, which is not set. Set it and start the controller again.`,
  );
}
