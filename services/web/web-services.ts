import { readAnswer } from '../../config/read-answer.ts';
import type { Effect } from '../core/effect.ts';
import type { WebOutcome } from '../core/flow.ts';
import type { Signal } from '../core/signal.ts';
import type { Logger } from '../ports.ts';
import { Circuit } from './circuit.ts';

/** A secret of the settings: the environment variable that holds it, and the hosts that it is for. */
export type WebSecret = { readonly env: string; readonly hosts: readonly string[] };

export type WebOptions = {
  /** Hosts that may be asked; null: any. */
  readonly hosts: readonly string[] | null;
  readonly secrets: Readonly<Record<string, WebSecret>>;
  /** A longer answer (bytes) is none. */
  readonly answerLimitBytes: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly tell: (signal: Signal) => void;
  readonly logger: Logger;
  readonly now?: () => number;
};

export type WebRequest = Extract<Effect, { type: 'web-request' }>;
type Outcome = { readonly how: WebOutcome; readonly status: number | null; readonly body: unknown };

/** Requests of one host that may be under way at once. */
const atOnce = 100;

/**
 * Asks web services for flows. Each request comes to one `web-answered`, whatever happens; nothing of what is sent or
 * answered is logged but the host and what came of it. No redirect is followed: what is sent may be secret.
 */
export class WebServices {
  readonly #options: WebOptions;
  readonly #circuits = new Map<string, Circuit>();
  readonly #underWay = new Map<string, number>();
  readonly #closing = new AbortController();

  constructor(options: WebOptions) {
    this.#options = options;
  }

  /** Asks; the answer comes as a signal. */
  readonly run = (request: WebRequest): void => {
    this.#ask(request).catch((error: unknown) => {
      this.#options.logger.error({ error: nameOf(error) }, 'web: what was answered could not be told');
    });
  };

  async #ask(request: WebRequest): Promise<void> {
    const { tell, logger, now = Date.now } = this.#options;
    const { callId, requestId } = request;
    const since = now();
    const outcome = await this.#outcome(request).catch((error: unknown): Outcome => {
      logger.warn({ error: nameOf(error) }, 'web: a request could not be made');
      return { how: 'refused', status: null, body: null };
    });
    if (this.#closing.signal.aborted) return;
    const { how, status } = outcome;
    logger.debug({ callId, requestId, how, status, ms: now() - since }, 'web: a service was asked');
    tell({ type: 'web-answered', callId, requestId, ...outcome });
  }

  /** Breaks off what is under way. Idempotent. */
  close(): void {
    this.#closing.abort();
  }

  async #outcome(request: WebRequest): Promise<Outcome> {
    const { hosts, now = Date.now } = this.#options;
    const { host, hostname } = new URL(request.url);
    const headers = this.#withSecrets(request.headers, hostname);
    if ((hosts !== null && !hosts.includes(hostname)) || headers === null)
      return { how: 'refused', status: null, body: null };
    const circuit = this.#circuits.get(host) ?? new Circuit();
    this.#circuits.set(host, circuit);
    const underWay = this.#underWay.get(host) ?? 0;
    if (underWay >= atOnce || !circuit.allows(now())) return { how: 'open', status: null, body: null };
    this.#underWay.set(host, underWay + 1);
    try {
      const outcome = await this.#send(request, headers);
      circuit.note(isSound(outcome), now());
      return outcome;
    } catch (error) {
      circuit.note(false, now());
      const isLate = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
      return { how: isLate ? 'timeout' : 'failed', status: null, body: null };
    } finally {
      this.#underWay.set(host, (this.#underWay.get(host) ?? 1) - 1);
    }
  }

  async #send(
    { url, method, body, timeoutMs }: WebRequest,
    headers: Readonly<Record<string, string>>,
  ): Promise<Outcome> {
    const response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === null ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), this.#closing.signal]),
    });
    const { status } = response;
    if (status < 200 || status > 299) {
      await response.body?.cancel();
      // Another address than the flow's: nobody knows whose.
      return { how: status >= 300 && status < 400 ? 'invalid' : 'answered', status, body: null };
    }
    const answer = await readAnswer(response, this.#options.answerLimitBytes);
    return 'wrong' in answer ? { how: 'invalid', status, body: null } : { how: 'answered', status, body: answer.body };
  }

  /** Null: a header names a secret that is not there, or not for this host. */
  #withSecrets(headers: Readonly<Record<string, string>>, hostname: string): Readonly<Record<string, string>> | null {
    const { secrets, environment, logger } = this.#options;
    let missing = false;
    const filled = Object.entries(headers).map(([name, written]) => {
      const value = written.replace(/\{\{\s*secret\.([a-z0-9-]+)\s*\}\}/g, (_whole, key: string) => {
        const secret = secrets[key];
        const found = secret?.hosts.includes(hostname) ? environment[secret.env] : undefined;
        if (found !== undefined && found !== '') return found;
        missing = true;
        logger.warn(
          { secret: key, host: hostname },
          'web: a secret is not set, or not for this host; see webServices.secrets',
        );
        return '';
      });
      return [name, value] as const;
    });
    return missing ? null : Object.fromEntries(filled);
  }
}

/** A service that answers at all, and as a service does, is up: even where it knows nothing of what was asked. */
const isSound = ({ how, status }: Outcome): boolean => how === 'answered' && (status === null || status < 500);

/** What an error says of itself may hold the address that was asked. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
