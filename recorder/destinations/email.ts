import { basename } from 'node:path';
import {
  type Destination,
  type DestinationContext,
  DestinationError,
  type DestinationSettings,
  type Publication,
  type Receipt,
  requiredSecret,
  sidecarName,
  sidecarText,
} from './destination.ts';
import { mailText } from './mail-text.ts';

type Settings = Extract<DestinationSettings, { readonly type: 'email' }>;

/**
 * A mail with the sealed file attached, or, above the size limit, with a link to the call, which asks for sign-in.
 * SMTP gives no way to look at the far end: the receipt is the server's own acceptance of these bytes.
 */
export const email: Destination<'email'> = {
  type: 'email',
  guarantee: 'at-least-once',
  async publish(publication, settings, context): Promise<Receipt> {
    const wait = settings.timeoutSeconds * 1000;
    // Loaded when first needed, as a start need not wait for it.
    const { createTransport } = await import('nodemailer');
    const transport = createTransport({
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
    const stop = () => transport.close();
    context.signal.addEventListener('abort', stop);
    try {
      const sent = await transport.sendMail(compose(publication, settings, context));
      const accepted = sent.accepted.map(String);
      // Sending again to all because of one would fill the others' boxes; the receipt names those who took it.
      return {
        location: `mailto:${accepted.join(',')} (${sent.messageId})`,
        bytes: publication.bytes,
        sha256: publication.sha256,
      };
    } catch (error) {
      throw explain(error, settings);
    } finally {
      context.signal.removeEventListener('abort', stop);
      transport.close();
    }
  },
};

/** Whether the file travels in the mail: base64 makes three bytes four. */
export function isAttached(bytes: number, limitBytes: number): boolean {
  return Math.ceil(bytes / 3) * 4 <= limitBytes;
}

function compose(publication: Publication, settings: Settings, context: DestinationContext) {
  const { sidecar, about } = publication;
  const attached = isAttached(publication.bytes, settings.attachmentLimitBytes);
  const kind = about !== undefined ? 'anchor' : attached ? 'attached' : 'linked';
  const text = mailText(settings.language, kind, {
    seq: String(about?.seq ?? ''),
    hash: about?.hash ?? '',
    service: sidecar.service.name,
    started: new Date(sidecar.recordingStartedAt),
    durationMs: sidecar.durationMs,
    callId: sidecar.callId,
    sha256: publication.sha256,
    link: `${context.publicUrl}/calls/${publication.callId}`,
    timeZone: sidecar.service.timeZone,
  });
  return {
    from: settings.from,
    to: settings.to,
    subject: text.subject,
    text: text.body,
    // The same at each attempt, so that a mailbox can tell a copy.
    messageId: `<${publication.recordingId}.${settings.id}@${settings.from.split('@')[1] ?? 'localhost'}>`,
    attachments: attached
      ? [
          {
            filename: basename(publication.name),
            content: context.read(publication.path),
            contentType: 'application/octet-stream',
          },
          ...(publication.withSidecar
            ? [
                {
                  filename: basename(sidecarName(publication.name)),
                  content: sidecarText(sidecar),
                  contentType: 'application/json',
                },
              ]
            : []),
        ]
      : [],
  };
}

function explain(error: unknown, settings: Settings): Error {
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
