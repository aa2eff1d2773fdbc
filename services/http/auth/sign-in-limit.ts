import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { CentralitaError } from '../../core/errors.ts';

/** Failed sign-ins allowed within a quarter of an hour. */
export type SignInLimits = {
  /** Of one login from one address. */
  readonly pair: number;
  /** Of one address, whoever is tried. */
  readonly address: number;
  /** Of one login, from wherever; high, or anybody could lock somebody out. */
  readonly login: number;
};

export const usualSignInLimits: SignInLimits = { pair: 10, address: 50, login: 200 };

const windowMs = 15 * 60_000;

const addressOf = (request: Request) => ipKeyGenerator(request.ip ?? '');
const loginOf = (request: Request) => {
  const login: unknown = request.body?.login;
  return typeof login === 'string' ? login.slice(0, 100).toLowerCase() : '';
};

/** Slows down who guesses passwords; a sign-in that succeeds does not count. Answers 429 `too-many-attempts`. */
export function signInLimit(limits: SignInLimits): readonly RequestHandler[] {
  const limit = (most: number, keyGenerator: (request: Request) => string) =>
    rateLimit({
      windowMs,
      limit: most,
      keyGenerator,
      skipSuccessfulRequests: true,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      handler: (_request, _response, next) =>
        next(new CentralitaError('too-many-attempts', 'Too many sign-ins failed; wait a quarter of an hour.')),
    });
  return [
    limit(limits.pair, (request) => `${addressOf(request)} ${loginOf(request)}`),
    limit(limits.address, addressOf),
    limit(limits.login, loginOf),
  ];
}
