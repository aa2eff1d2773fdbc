import { randomUUID } from 'node:crypto';
import { createSocket } from 'node:dgram';

export interface SipAnswers {
  /** Status codes in the order in which they came, each once. */
  readonly codes: readonly number[];
  /** The last answer, whole. */
  readonly last: string;
}

/** Sends one INVITE over UDP from `from` and collects the answers until a final one, which it acknowledges. */
export async function probeInvite(from: string, port: number, number: string, limitMs: number): Promise<SipAnswers> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => {
    socket.bind(0, from, resolve);
  });
  const local = `${from}:${socket.address().port}`;
  const branch = `z9hG4bK${randomUUID()}`;
  const head = (method: string, to: string) =>
    [
      `${method} sip:${number}@127.0.0.1:${port} SIP/2.0`,
      `Via: SIP/2.0/UDP ${local};branch=${branch};rport`,
      'Max-Forwards: 70',
      `From: "Probe" <sip:600111222@${from}>;tag=${branch.slice(-8)}`,
      `To: ${to}`,
      `Call-ID: ${branch.slice(8)}`,
      `CSeq: 1 ${method}`,
    ].join('\r\n');
  const sdp = `v=0\r\no=- 1 1 IN IP4 ${from}\r\ns=-\r\nc=IN IP4 ${from}\r\nt=0 0\r\nm=audio 19998 RTP/AVP 8\r\n`;
  const to = `<sip:${number}@127.0.0.1>`;
  const invite =
    `${head('INVITE', to)}\r\nContact: <sip:probe@${local}>\r\nContent-Type: application/sdp\r\n` +
    `Content-Length: ${sdp.length}\r\n\r\n${sdp}`;
  const codes: number[] = [];
  let last = '';
  await new Promise<void>((resolve) => {
    const late = setTimeout(resolve, limitMs);
    socket.on('message', (message) => {
      last = message.toString();
      const code = Number(/^SIP\/2\.0 (\d{3})/.exec(last)?.[1] ?? 0);
      if (code === 0 || codes.includes(code)) return;
      codes.push(code);
      if (code < 200) return;
      const tagged = /^To: (.*)$/m.exec(last)?.[1]?.trim() ?? to;
      socket.send(`${head('ACK', tagged)}\r\nContent-Length: 0\r\n\r\n`, port, '127.0.0.1', () => {
        clearTimeout(late);
        resolve();
      });
    });
    socket.send(invite, port, '127.0.0.1');
  });
  socket.close();
  return { codes, last };
}
