import { WebSocket } from 'ws';
import type { RESTRequest } from '../../../services/telephony/ari/types.generated.ts';

export type Pretended = {
  readonly socket: WebSocket;
  readonly requests: RESTRequest[];
  /** Pings heard. */
  readonly pings: () => number;
  readonly event: (event: object) => void;
  readonly answer: (request: RESTRequest, status: number, body?: unknown) => void;
  readonly closed: Promise<number>;
};

/** A websocket client that calls the controller as Asterisk does. `answering` answers each request at once, or not. */
export function callAsAsterisk(
  port: number,
  options: {
    readonly authorization?: string;
    readonly path?: string;
    readonly protocol?: string;
    readonly answering?: (request: RESTRequest) => { readonly status: number; readonly body?: unknown } | null;
    readonly silent?: boolean;
  } = {},
): Promise<Pretended> {
  const { authorization, path = '/ari', protocol = 'ari', answering, silent = false } = options;
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocol, {
    headers: { Authorization: authorization ?? basic('centralita', 'secret') },
    autoPong: !silent,
  });
  const requests: RESTRequest[] = [];
  let pings = 0;
  const answer = (request: RESTRequest, status: number, body?: unknown) =>
    socket.send(
      JSON.stringify({
        type: 'RESTResponse',
        transaction_id: request.transaction_id,
        request_id: request.request_id,
        status_code: status,
        reason_phrase: `status ${status}`,
        uri: request.uri,
        ...(body === undefined ? {} : { content_type: 'application/json', message_body: JSON.stringify(body) }),
      }),
    );
  socket.on('ping', () => {
    pings += 1;
  });
  socket.on('message', (data) => {
    const request = JSON.parse(String(data)) as RESTRequest;
    requests.push(request);
    const given = answering?.(request);
    if (given) answer(request, given.status, given.body);
  });
  const closed = new Promise<number>((resolve) => {
    socket.on('close', resolve);
  });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('open', () =>
      resolve({
        socket,
        requests,
        pings: () => pings,
        event: (event) => socket.send(JSON.stringify(event)),
        answer,
        closed,
      }),
    );
  });
}

export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
