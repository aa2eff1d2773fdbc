import { AriError } from '../../../services/telephony/ari/errors.ts';
import type { AriRequest } from '../../../services/telephony/ari/requests.ts';

export type FakeAri = {
  readonly request: AriRequest;
  /** What was asked, in order: operation and parameters. */
  readonly asked: (readonly [string, object])[];
  readonly bodies: (object | undefined)[];
};

/** Answers by operation: a value, an AriError to reject with, or a function that gives either. What is not named is answered with nothing. */
export function fakeAri(answers: Readonly<Record<string, unknown>> = {}): FakeAri {
  const asked: (readonly [string, object])[] = [];
  const bodies: (object | undefined)[] = [];
  const request = ((operation: string, parameters: object, body?: object) => {
    asked.push([operation, parameters]);
    bodies.push(body);
    const given = answers[operation];
    const answer: unknown = typeof given === 'function' ? given() : given;
    return answer instanceof AriError ? Promise.reject(answer) : Promise.resolve(answer);
  }) as AriRequest;
  return { request, asked, bodies };
}

export const notFound = new AriError('ari-refused', 'not found', 404);
/** The channel is not in our application. */
export const elsewhere = new AriError('ari-refused', 'not found', 409);
export const refused = new AriError('ari-refused', 'Allocation failed', 500);
export const lost = new AriError('ari-connection-lost', 'the connection broke');
export const timedOut = new AriError('ari-timeout', 'no answer');
