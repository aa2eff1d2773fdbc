import { createHash, randomUUID } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

export interface SipRequest {
  readonly sipPort: number;
  /** Address that it comes from. */
  readonly from: string;
  readonly method: 'REGISTER' | 'INVITE';
  /** Who it says to be. */
  readonly user: string;
  /** Told when the exchange asks for one; without it nothing more is said. */
  readonly password?: string;
  /** Whom an INVITE is for. */
  readonly number?: string;
  /** Of a registration; 0 takes it back. */
  readonly seconds?: number;
}

const LIMIT_MS = 15_000;

/** Sends a request over UDP, and once more with the password when the exchange asks for it. Its final status codes. */
export async function sipRequest(request: SipRequest): Promise<readonly number[]> {
  const socket = createSocket('udp4');
  socket.bind(0, request.from);
  await once(socket, 'listening');
  try {
    const tag = randomUUID().slice(0, 8);
    const first = await exchange(socket, request, tag, 1, []);
    const question = /^WWW-Authenticate: *Digest (.*)$/im.exec(first)?.[1];
    if (question === undefined || request.password === undefined) return [codeOf(first)];
    const second = await exchange(socket, request, tag, 2, [proof(question, request, request.password)]);
    return [codeOf(first), codeOf(second)];
  } finally {
    socket.close();
  }
}

/** Sends bytes that may be no SIP at all. */
export async function sendToSip(from: string, sipPort: number, bytes: Uint8Array | string): Promise<void> {
  const socket = createSocket('udp4');
  socket.bind(0, from);
  await once(socket, 'listening');
  await new Promise<void>((resolve, reject) => {
    socket.send(bytes, sipPort, '127.0.0.1', (error) => (error ? reject(error) : resolve()));
  });
  socket.close();
}

const codeOf = (answer: string) => Number(/^SIP\/2\.0 (\d{3})/.exec(answer)?.[1] ?? 0);

const uriOf = ({ method, number, sipPort }: SipRequest) =>
  method === 'INVITE' ? `sip:${number}@127.0.0.1:${sipPort}` : `sip:127.0.0.1:${sipPort}`;

/** One request and its final answer, which is acknowledged where SIP asks for it. */
async function exchange(
  socket: Socket,
  request: SipRequest,
  tag: string,
  cseq: number,
  more: readonly string[],
): Promise<string> {
  const { method, user, from, sipPort, seconds = 60 } = request;
  const local = `${from}:${socket.address().port}`;
  const to = method === 'INVITE' ? `<${uriOf(request)}>` : `<sip:${user}@127.0.0.1>`;
  const content =
    method === 'INVITE'
      ? `v=0\r\no=- 1 1 IN IP4 ${from}\r\ns=-\r\nc=IN IP4 ${from}\r\nt=0 0\r\nm=audio 19998 RTP/AVP 8\r\n`
      : '';
  const message = (kind: string, toWhom: string, lines: readonly string[], body: string) =>
    [
      `${kind} ${uriOf(request)} SIP/2.0`,
      `Via: SIP/2.0/UDP ${local};branch=z9hG4bK${tag}${cseq};rport`,
      'Max-Forwards: 70',
      `From: <sip:${user}@127.0.0.1>;tag=${tag}`,
      `To: ${toWhom}`,
      `Call-ID: ${tag}@${from}`,
      `CSeq: ${cseq} ${kind}`,
      ...lines,
      `Content-Length: ${body.length}`,
      '',
      body,
    ].join('\r\n');
  const special = method === 'INVITE' ? 'Content-Type: application/sdp' : `Expires: ${seconds}`;
  const answer = finalAnswer(socket, cseq);
  socket.send(
    message(method, to, [`Contact: <sip:${user}@${local}>`, special, ...more], content),
    sipPort,
    '127.0.0.1',
  );
  const text = await answer;
  const tagged = /^To: (.*)$/im.exec(text)?.[1]?.trim() ?? to;
  if (method === 'INVITE') socket.send(message('ACK', tagged, [], ''), sipPort, '127.0.0.1');
  return text;
}

function finalAnswer(socket: Socket, cseq: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      socket.off('message', look);
      reject(new Error(`The exchange gave no final answer within ${LIMIT_MS} ms.`));
    }, LIMIT_MS);
    const look = (bytes: Buffer) => {
      const text = bytes.toString();
      if (codeOf(text) < 200 || !new RegExp(`^CSeq: *${cseq} `, 'im').test(text)) return;
      clearTimeout(late);
      socket.off('message', look);
      resolve(text);
    };
    socket.on('message', look);
  });
}

/** Digest of RFC 2617, MD5, quality "auth". */
function proof(question: string, request: SipRequest, password: string): string {
  const { method, user } = request;
  const field = (name: string) => new RegExp(`${name}="?([^",]+)`, 'i').exec(question)?.[1] ?? '';
  const md5 = (text: string) => createHash('md5').update(text).digest('hex');
  const [realm, nonce, cnonce, count] = [field('realm'), field('nonce'), randomUUID().slice(0, 8), '00000001'];
  const uri = uriOf(request);
  const response = md5(
    [md5(`${user}:${realm}:${password}`), nonce, count, cnonce, 'auth', md5(`${method}:${uri}`)].join(':'),
  );
  const opaque = field('opaque') ? `, opaque="${field('opaque')}"` : '';
  return `Authorization: Digest username="${user}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}", algorithm=MD5, cnonce="${cnonce}", qop=auth, nc=${count}${opaque}`;
}
