import type { ErrorRequestHandler } from 'express';
import { ZodError } from 'zod';
import { CentralitaError } from '../core/errors.ts';
import type { Logger } from '../ports.ts';

const statuses: Readonly<Record<string, number>> = {
  'input-invalid': 400,
  'signed-out': 401,
  'wrong-credentials': 401,
  'token-invalid': 401,
  'scope-missing': 403,
  forbidden: 403,
  'origin-refused': 403,
  'not-found': 404,
  'recording-not-found': 404,
  'no-call': 404,
  'not-owner': 403,
  'unknown-party': 404,
  'consent-known': 409,
  'consent-missing': 409,
  'recording-never': 409,
  'pause-unconfirmed': 503,
  'flow-not-found': 404,
  'template-not-found': 404,
  'evaluation-superseded': 409,
  'evaluation-acknowledged': 409,
  'evaluation-answered': 409,
  'assignment-closed': 409,
  'assignment-of-another': 409,
  'flow-changed-meanwhile': 409,
  'what-if-busy': 409,
  'flow-file-changed': 409,
  'prompt-unknown': 404,
  'prompt-not-recorded': 409,
  'upload-too-large': 413,
  'site-changed-meanwhile': 409,
  'site-file-changed': 409,
  'recording-not-sealed': 409,
  'recording-erased': 410,
  'key-missing': 500,
  'master-key-wrong': 500,
  'recipient-invalid': 400,
  'recording-held': 409,
  'hold-not-found': 404,
  'bulk-busy': 429,
  'bulk-ended': 409,
  'bulk-open': 409,
  'bulk-not-ready': 409,
  'bulk-empty': 409,
  'mail-not-configured': 409,
  'purge-running': 409,
  'no-rules': 409,
  'dry-run-needed': 409,
  'dry-run-old': 409,
  'clock-back': 409,
  'recording-damaged': 500,
  'body-too-large': 413,
  'range-not-satisfiable': 416,
  'too-many-attempts': 429,
  'disk-full': 507,
};

/** Everything that goes wrong leaves here as `{error: {code, message}}`; what is not ours to tell is only logged. */
export function errorHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const { status, code, message } = told(error);
    if (status >= 500) log.error({ err: error, method: request.method, path: request.path }, 'a request failed');
    response.status(status).json({ error: { code, message } });
  };
}

function told(error: unknown): { readonly status: number; readonly code: string; readonly message: string } {
  if (error instanceof CentralitaError)
    return { status: statuses[error.code] ?? 422, code: error.code, message: error.message };
  if (error instanceof ZodError) {
    const places = error.issues.map((issue) => `${issue.path.join('.') || '(all)'}: ${issue.message}`);
    return { status: 400, code: 'input-invalid', message: `Correct these places: ${places.join('; ')}.` };
  }
  const status = statusOf(error);
  if (status === 413) return { status, code: 'body-too-large', message: 'The body is too large; send less.' };
  if (status >= 400 && status < 500)
    return { status, code: 'input-invalid', message: 'The request cannot be read; send well-formed JSON.' };
  return { status: 500, code: 'internal', message: 'Something failed in the controller; its log says what.' };
}

/** Errors of express's own middleware carry a status. */
function statusOf(error: unknown): number {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
}
