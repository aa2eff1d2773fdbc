import { z } from 'zod';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'use lower-case letters, digits and hyphens');
const span = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'write HH:MM-HH:MM');

/** Days and hours by the clock of the service. `22:00-06:00` goes past midnight and belongs to the day on which it begins. */
const hours = z.strictObject({
  days: z
    .array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']))
    .min(1)
    .optional(),
  hours: z.array(span).min(1).optional(),
});
export type RuleHours = z.infer<typeof hours>;

/** What a name may be made of: `{service}`, `{year}`, … */
export const namePlaces = [
  'service',
  'queue',
  'agent',
  'direction',
  'number',
  'dialled',
  'outcome',
  'result',
  'year',
  'month',
  'day',
  'hour',
  'minute',
  'second',
  'call',
  'recording',
] as const;
export type NamePlace = (typeof namePlaces)[number];

const placePattern = /\{([^{}]*)\}/g;

/** What is wrong with a naming template, as a sentence; null when nothing is. */
export function wrongWithName(template: string): string | null {
  for (const [, place = ''] of template.matchAll(placePattern))
    if (!(namePlaces as readonly string[]).includes(place))
      return `there is no {${place}}; use ${namePlaces.map((one) => `{${one}}`).join(' ')}`;
  if (!template.includes('{recording}'))
    return 'put {recording} into it: without it two recordings could have one name';
  const plain = template.replace(placePattern, 'x');
  if (!/^[\p{L}\p{N} ._@+,=/-]+$/u.test(plain))
    return 'use letters, digits, blanks and . _ - @ + , = between the places, and / between folders';
  if (plain.split('/').some((part) => part.trim() === '' || /^\.|[. ]$/.test(part)))
    return 'begin and end no folder with a dot, a blank or nothing: the name stays inside the folder of the destination';
  return template.length > 300 ? 'write at most 300 characters' : null;
}

/**
 * Which recordings go to a destination, as what, and when. Of several rules for one destination the first that fits a
 * recording holds. What is not said of services, queues, outcomes, results and times of calls fits any.
 */
export const publicationRule = z
  .strictObject({
    destination: id,
    services: z.array(id).optional(),
    queues: z.array(id).optional(),
    /** What the agent wrote down in the wrap-up: known later than the recording. */
    outcomes: z.array(id).optional(),
    results: z.array(z.enum(['answered', 'abandoned', 'voicemail', 'menu', 'callback', 'callback-failed'])).optional(),
    /** Calls that began at these hours. */
    called: hours.optional(),
    /** Sent at these hours only. */
    send: hours.optional(),
    /** `sealed`: the age file as it is kept, openable with the centre's key only. */
    format: z.enum(['sealed', 'opus', 'mp3', 'wav']).optional(),
    /** Public age keys of the receiver. */
    encryptFor: z
      .array(z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/, 'write the public key of the receiver, age1…'))
      .min(1)
      .optional(),
    /** Leaves the centre unencrypted. */
    plain: z.boolean().optional(),
    name: z.string().optional(),
    /** Whether a JSON with the facts of the recording lies beside it; it does where nothing is said. */
    sidecar: z.boolean().optional(),
  })
  .superRefine((rule, context) => {
    const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    const sealed = (rule.format ?? 'sealed') === 'sealed';
    if (sealed && rule.encryptFor !== undefined)
      wrong('encryptFor', 'name a format too (opus, mp3 or wav): a sealed file is encrypted for the centre');
    if (sealed && rule.plain === true)
      wrong('plain', 'name a format too (opus, mp3 or wav): a sealed file is never plain');
    if (!sealed && rule.encryptFor === undefined && rule.plain !== true)
      wrong('format', "write encryptFor with the receiver's age1… key, or plain: true to let it leave unencrypted");
    if (rule.encryptFor !== undefined && rule.plain === true)
      wrong('plain', 'keep encryptFor or plain: true, not both');
    const bad = rule.name === undefined ? null : wrongWithName(rule.name);
    if (bad !== null) wrong('name', bad);
  });
export type PublicationRule = z.infer<typeof publicationRule>;
