import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../config/paths.ts';

const mailSchema = z.object({ subject: z.string(), body: z.array(z.string()) });
const mailsSchema = z.object({
  attached: mailSchema,
  linked: mailSchema,
  anchor: mailSchema,
  zip: mailSchema,
  published: mailSchema,
  failed: mailSchema,
});
type Kind = keyof z.infer<typeof mailsSchema>;

export type MailFacts = {
  /** Of the ledger's head. */
  readonly seq?: string;
  readonly hash?: string;
  readonly service: string;
  readonly started: Date;
  readonly durationMs: number;
  readonly callId: string;
  readonly sha256: string;
  readonly link: string;
  /** IANA name: the time is written as at the service. */
  readonly timeZone: string;
};

/** The words of a mail, from `config/languages/mails/<language>.json`; English where that language has no file. */
export function mailText(
  language: string,
  kind: 'attached' | 'linked' | 'anchor',
  facts: MailFacts,
): { readonly subject: string; readonly body: string } {
  const { used } = mailsFile(language);
  return filled(language, kind, {
    seq: facts.seq ?? '',
    hash: facts.hash ?? '',
    service: facts.service,
    started: new Intl.DateTimeFormat(used, { dateStyle: 'full', timeStyle: 'medium', timeZone: facts.timeZone }).format(
      facts.started,
    ),
    duration: clock(facts.durationMs),
    callId: facts.callId,
    sha256: facts.sha256,
    link: facts.link,
  });
}

/** The words of a mail with these values in their places. */
export function filled(
  language: string,
  kind: Kind,
  values: Readonly<Record<string, string>>,
): { readonly subject: string; readonly body: string } {
  const mail = mailsSchema.parse(JSON.parse(readFileSync(mailsFile(language).file, 'utf8')))[kind];
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  return { subject: fill(mail.subject), body: `${mail.body.map(fill).join('\n')}\n` };
}

function mailsFile(language: string): { readonly file: string; readonly used: string } {
  const path = (name: string) => join(projectRoot(), 'config/languages/mails', `${name}.json`);
  return existsSync(path(language)) ? { file: path(language), used: language } : { file: path('en'), used: 'en' };
}

/** `h:mm:ss` */
function clock(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
