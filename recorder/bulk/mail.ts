import type { BulkCounts, BulkJobRow } from '../../services/ports.ts';
import { filled } from '../destinations/mail-text.ts';
import { explainMail, type MailSettings, mailTransport } from '../destinations/mail-transport.ts';
import type { BulkJobsOptions } from './options.ts';

/** The mail server that the site publishes with; the first, where there are several. */
export function mailSettings({ site }: Pick<BulkJobsOptions, 'site'>): MailSettings | null {
  return site().destinations.find((one) => one.type === 'email') ?? null;
}

/**
 * Tells somebody that a job has ended, with the way to the page: never a sound, and nothing that opens without a sign-in.
 * @throws DestinationError with what the mail server said.
 */
export async function sendMail(
  options: Pick<BulkJobsOptions, 'publicUrl' | 'secret'>,
  settings: MailSettings,
  job: BulkJobRow & BulkCounts,
  expiresAt: number | null,
): Promise<void> {
  const kind = job.state === 'failed' ? 'failed' : job.kind === 'zip' ? 'zip' : 'published';
  const date = new Intl.DateTimeFormat(job.language, { dateStyle: 'long' });
  const { subject, body } = filled(job.language, kind, {
    done: String(job.done),
    left: String(job.left),
    destination: job.destination ?? '',
    reason: job.reason ?? '',
    until: expiresAt === null ? '' : date.format(expiresAt),
    link: `${options.publicUrl}/calls?jobs=${job.id}`,
  });
  const transport = await mailTransport(settings, options);
  try {
    const messageId = `<${job.id}@${settings.from.split('@')[1] ?? 'localhost'}>`;
    await transport.sendMail({ from: settings.from, to: job.mailTo ?? '', subject, text: body, messageId });
  } catch (error) {
    throw explainMail(error, settings);
  } finally {
    transport.close();
  }
}
