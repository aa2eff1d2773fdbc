import type { RequestHandler } from 'express';
import type { Logger } from '../ports.ts';

/** One line a request: no body, no cookie, no query, so that no secret and no caller's number is in the log. */
export function requestLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    response.on('close', () => {
      const details = {
        method: request.method,
        path: request.path,
        status: response.statusCode,
        ms: Math.round(performance.now() - began),
        address: request.ip,
        ...(response.writableFinished ? {} : { aborted: true }),
      };
      log.debug(details, 'request');
    });
    next();
  };
}
