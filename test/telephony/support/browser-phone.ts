import { createHash, randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';

export type BrowserPhone = {
  /** Closes the websocket without taking the registration back, as a page that closes does. */
  readonly closePage: () => void;
};

/** Registers over SIP in a websocket as a browser's telephone does (RFC 7118), and answers when asked whether it is there. */
export function registerBrowserPhone(port: number, username: string, password: string): Promise<BrowserPhone> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, 'sip');
  const id = randomBytes(6).toString('hex');
  const send = (lines: readonly string[]) => socket.send(`${lines.join('\r\n')}\r\nContent-Length: 0\r\n\r\n`);
  const registerWith = (number: number, ...authorization: readonly string[]) =>
    send([
      'REGISTER sip:127.0.0.1 SIP/2.0',
      `Via: SIP/2.0/WS ${id}.invalid;branch=z9hG4bK${id}${number}`,
      'Max-Forwards: 70',
      `To: <sip:${username}@127.0.0.1>`,
      `From: <sip:${username}@127.0.0.1>;tag=${id}`,
      `Call-ID: ${id}`,
      `CSeq: ${number} REGISTER`,
      `Contact: <sip:${username}@${id}.invalid;transport=ws>;expires=120`,
      ...authorization,
    ]);
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('open', () => registerWith(1));
    socket.on('message', (data) => {
      const message = String(data);
      if (message.startsWith('OPTIONS')) send(answerTo(message));
      else if (message.startsWith('SIP/2.0 401')) registerWith(2, digest(message, username, password));
      else if (message.startsWith('SIP/2.0 200')) resolve({ closePage: () => socket.close() });
      else reject(new Error(`The registration was answered with ${message.split('\r\n', 1)[0]}.`));
    });
  });
}

function answerTo(request: string): readonly string[] {
  const copied = request.split('\r\n').filter((line) => /^(via|from|to|call-id|cseq):/i.test(line));
  return ['SIP/2.0 200 OK', ...copied.map((line) => (/^to:/i.test(line) ? `${line};tag=here` : line))];
}

/** RFC 2617 with qop=auth. */
function digest(challenge: string, username: string, password: string): string {
  const field = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? '';
  const md5 = (text: string) => createHash('md5').update(text).digest('hex');
  const [realm, nonce, opaque] = [field('realm'), field('nonce'), field('opaque')];
  const secret = md5(`${username}:${realm}:${password}`);
  const response = md5(`${secret}:${nonce}:00000001:c:auth:${md5('REGISTER:sip:127.0.0.1')}`);
  return (
    `Authorization: Digest username="${username}", realm="${realm}", nonce="${nonce}", uri="sip:127.0.0.1", ` +
    `response="${response}", algorithm=MD5, qop=auth, nc=00000001, cnonce="c", opaque="${opaque}"`
  );
}
