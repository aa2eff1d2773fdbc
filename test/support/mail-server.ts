import { SMTPServer } from 'smtp-server';
import { freePort } from '../../config/demo-site/telephones/free-ports.ts';

/** A mail as it came: who it is for, and the whole message. */
export interface Mail {
  readonly to: readonly string[];
  readonly message: string;
}

export interface MailServer {
  readonly port: number;
  readonly mails: readonly Mail[];
  readonly close: () => Promise<void>;
}

/** An SMTP server on a loopback port, a free one if none is named, that keeps what it is sent. */
export async function startMailServer(wanted?: number): Promise<MailServer> {
  const free = await freePort();
  const port = wanted ?? free;
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map((one) => one.address);
        mails.push({ to, message: Buffer.concat(chunks).toString('utf8') });
        done();
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { port, mails, close: () => new Promise((resolve) => server.close(resolve)) };
}

/** The bytes of a mail's attachment whose name ends so. @throws Error when the mail has none. */
export function attachmentOf({ message }: Mail, ending: string): Buffer {
  const boundary = /boundary="([^"]+)"/.exec(message)?.[1] ?? '';
  for (const part of message.split(`--${boundary}`)) {
    const [head = '', ...body] = part.split('\r\n\r\n');
    const name = /filename="?([^";\r\n]+)/.exec(head)?.[1] ?? '';
    if (name.endsWith(ending) && /base64/i.test(head)) return Buffer.from(body.join(''), 'base64');
  }
  throw new Error(`The mail has no attachment ${ending}:\n${message.slice(0, 2_000)}`);
}
