import type { SiteFile } from '../../config/site.ts';
import { CentralitaError } from '../../services/core/errors.ts';

export type DestinationSettings = SiteFile['destinations'][number];
export type DestinationType = DestinationSettings['type'];

/** What is published: the sealed file as it is, and a small JSON beside it. The same at every attempt. */
export type Publication = {
  readonly recordingId: string;
  readonly callId: string;
  /** Absolute path of the sealed `.age` file. */
  readonly path: string;
  readonly bytes: number;
  /** Of the sealed file, hex. */
  readonly sha256: string;
  /** `<service>/YYYY/MM/DD/<recordingId>.age`; the sidecar is `<recordingId>.json` beside it. */
  readonly name: string;
  readonly sidecar: Sidecar;
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
  readonly format: 'age; Ogg Opus stereo, caller left, agent right';
  readonly recipient: string;
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
  readonly publish: (
    publication: Publication,
    settings: Extract<DestinationSettings, { readonly type: T }>,
    context: DestinationContext,
  ) => Promise<Receipt>;
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
  return name.replace(/\.age$/, '.json');
}

/** Content of the sidecar. */
export function sidecarText(sidecar: Sidecar): string {
  return `${JSON.stringify(sidecar, null, 2)}\n`;
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
export function requiredSecret(context: DestinationContext, destination: string, name: string): string {
  const value = context.secret(name);
  if (value !== undefined && value !== '') return value;
  throw new DestinationError(
    'destination-secret-missing',
    `The destination "${destination}" reads a secret from the environment variable ${name}, which is not set. Set it and start the controller again.`,
  );
}
