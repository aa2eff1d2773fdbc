import { AriError } from './errors.ts';
import type { AriOperations, RESTRequest, RESTResponse } from './types.generated.ts';

export type AriOperation = keyof AriOperations;
export type AriParameters<K extends AriOperation> = AriOperations[K]['parameters'];
export type AriAnswer<K extends AriOperation> = AriOperations[K]['answer'];

/** Asks Asterisk for one thing. Requests are carried out in the order of the calls. Rejects with an AriError. */
export type AriRequest = <K extends AriOperation>(
  operation: K,
  parameters: AriParameters<K>,
  body?: AriOperations[K]['body'],
) => Promise<AriAnswer<K>>;

type Waiting = {
  readonly operation: string;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: AriError) => void;
  readonly timer: NodeJS.Timeout;
};

/** Requests of one connection that wait for their answer, matched by `request_id`. */
export class PendingRequests {
  #nextId = 1;
  readonly #waiting = new Map<string, Waiting>();
  readonly #timeoutMs: number;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  /** Writes a request with `send` and resolves with Asterisk's answer. */
  ask<K extends AriOperation>(
    send: (message: string) => void,
    operation: K,
    parameters: AriParameters<K>,
    body?: AriOperations[K]['body'],
  ): Promise<AriAnswer<K>> {
    const id = String(this.#nextId++);
    return new Promise<AriAnswer<K>>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        const sentence = `Asterisk did not answer ${operation} within ${this.#timeoutMs} ms; see whether it is overloaded.`;
        reject(new AriError('ari-timeout', sentence));
      }, this.#timeoutMs);
      this.#waiting.set(id, { operation, resolve: resolve as (answer: unknown) => void, reject, timer });
      send(JSON.stringify(buildRequest(id, operation, parameters, body)));
    });
  }

  /** Hands an answer to who asked. An answer to nobody (it came too late) is dropped. */
  settle(response: RESTResponse): void {
    const waiting = this.#take(response.request_id);
    if (!waiting) return;
    if (response.status_code >= 200 && response.status_code < 300) waiting.resolve(parseBody(response.message_body));
    else waiting.reject(refusal(waiting.operation, response));
  }

  /** The connection is gone: nobody will answer. */
  abandon(): void {
    for (const id of [...this.#waiting.keys()]) {
      const waiting = this.#take(id);
      waiting?.reject(
        new AriError('ari-connection-lost', `The connection to Asterisk broke during ${waiting.operation}.`),
      );
    }
  }

  #take(id: string): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    clearTimeout(waiting?.timer);
    return waiting;
  }
}

/** The message for an operation: path parameters in the address, the others as query strings, the body as JSON. */
export function buildRequest<K extends AriOperation>(
  id: string,
  operation: K,
  parameters: AriParameters<K>,
  body?: AriOperations[K]['body'],
): RESTRequest {
  const [method = '', template = ''] = operation.split(' ', 2);
  const left = new Map<string, unknown>(Object.entries(parameters));
  const uri = template.slice(1).replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = left.get(name);
    left.delete(name);
    return encodeURIComponent(String(value));
  });
  const query = [...left]
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ({ name, value: Array.isArray(value) ? value.join(',') : String(value) }));
  return {
    type: 'RESTRequest',
    transaction_id: id,
    request_id: id,
    method,
    uri,
    ...(query.length > 0 ? { query_strings: query } : {}),
    ...(body ? { content_type: 'application/json', message_body: JSON.stringify(body) } : {}),
  };
}

function parseBody(text: string | undefined): unknown {
  return text ? JSON.parse(text) : undefined;
}

function refusal(operation: string, response: RESTResponse): AriError {
  let detail = response.reason_phrase;
  try {
    const body = parseBody(response.message_body) as { readonly message?: string } | undefined;
    detail = body?.message ?? detail;
  } catch {
    detail = response.message_body ?? detail;
  }
  return new AriError(
    'ari-refused',
    `Asterisk refused ${operation} (${response.uri}) with ${response.status_code}: ${detail}.`,
    response.status_code,
  );
}
