import { basename } from 'node:path';
import {
  type Destination,
  type DestinationContext,
  type Publication,
  type Receipt,
  sidecarName,
  sidecarText,
} from './destination.ts';
import { mailText } from './mail-text.ts';
import { explainMail, type MailSettings, mailTransport } from './mail-transport.ts';

/**
 * A mail with the sealed file attached, or, above the size limit, with a link to the call, which asks for sign-in.
 * SMTP gives no way to look at the far end: the receipt is the server's own acceptance of these bytes.
 */
export const email: Destination<'email'> = {
  type: 'email',
  guarantee: 'at-least-once',
  async publish(publication, settings, context): Promise<Receipt> {
    const transport = await mailTransport(settings, context);
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
      throw explainMail(error, settings);
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

function compose(publication: Publication, settings: MailSettings, context: DestinationContext) {
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
