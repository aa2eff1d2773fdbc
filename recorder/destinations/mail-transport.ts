import type { Transporter } from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport/index.js';
import { type DestinationContext, DestinationError, type DestinationSettings, requiredSecret } from './destination.ts';

export type MailSettings = Extract<DestinationSettings, { readonly type: 'email' }>;

/** The way to a mail server, as a destination of the type `email` has it. */
export async function mailTransport(
  settings: MailSettings,
  context: Pick<DestinationContext, 'secret'>,
): Promise<Transporter<SMTPTransport.SentMessageInfo>> {
  const wait = settings.timeoutSeconds * 1000;
  // Loaded when first needed, as a start need not wait for it.
  const { createTransport } = await import('nodemailer');
  return createTransport({
    host: settings.host,
    port: settings.port,
    secure: settings.secure,
    connectionTimeout: wait,
    greetingTimeout: wait,
    socketTimeout: wait,
    ...(settings.username === undefined || settings.passwordEnv === undefined
      ? {}
      : { auth: { user: settings.username, pass: requiredSecret(context, settings.id, settings.passwordEnv) } }),
  });
}

/** What a mail server refused, as a sentence that says what to do. */
export function explainMail(error: unknown, settings: MailSettings): Error {
  if (error instanceof DestinationError) return error;
  const words = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const server = `The mail server ${settings.host}:${settings.port}`;
  const failed = (name: string, sentence: string) => new DestinationError(name, sentence, { cause: error });
  switch (code) {
    case 'EAUTH':
      return failed(
        'destination-refused',
        `${server} did not let the controller sign in (${words}). Check user and password of destination "${settings.id}".`,
      );
    case 'EENVELOPE':
    case 'EMESSAGE':
      return failed(
        'destination-refused',
        `${server} refused the mail (${words}). Check sender, recipients and size limit of destination "${settings.id}".`,
      );
    case 'ESOCKET':
    case 'ECONNECTION':
    case 'ETIMEDOUT':
    case 'EDNS':
    case 'ETLS':
      return failed(
        'destination-unreachable',
        `${server} is not reachable (${words}). Check host, port and network of destination "${settings.id}".`,
      );
    default:
      return failed(
        'destination-failed',
        `${server} did not take the mail (${words}). It is tried again; look at the log of that server if it goes on.`,
      );
  }
}
