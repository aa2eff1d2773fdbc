import { CentralitaError } from '../../core/errors.ts';

/**
 * A request to Asterisk that was not done. Codes:
 * `ari-not-connected` nothing was sent; `ari-connection-lost` sent, the answer will never come;
 * `ari-timeout` sent, no answer in time; `ari-refused` Asterisk answered with `status` (404: no such channel, bridge…).
 */
export class AriError extends CentralitaError {
  /** HTTP status Asterisk answered with; 0 without an answer. */
  readonly status: number;
  constructor(
    code: 'ari-not-connected' | 'ari-connection-lost' | 'ari-timeout' | 'ari-refused',
    message: string,
    status = 0,
  ) {
    super(code, message);
    this.name = 'AriError';
    this.status = status;
  }
}

/** True when the thing asked about is not there (any more). */
export function isNotFound(error: unknown): boolean {
  return error instanceof AriError && error.status === 404;
}

/** True when the fault is the link, not the request: what came of it is told by the next comparison. */
export function isLinkFault(error: unknown): boolean {
  return error instanceof AriError && (error.code === 'ari-not-connected' || error.code === 'ari-connection-lost');
}
