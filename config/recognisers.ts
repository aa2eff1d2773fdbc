import { z } from 'zod';

/** English by Debian's pocketsphinx on this machine: nothing of what is said leaves it. `npm run setup -- speech` fetches it. */
const pocketsphinxSchema = z.strictObject({ engine: z.literal('pocketsphinx') });

/** A server that takes a stretch of sound and answers with its words, as transcription servers of the OpenAI form do. */
const httpSchema = z.strictObject({
  engine: z.literal('http'),
  /** Gets `multipart/form-data`: `file` (WAV, 8 kHz, one channel), `language`, `prompt` (the menu's words) and `fields`; answers JSON. */
  url: z.url({ protocol: /^https?$/ }),
  fields: z.record(z.string().min(1), z.string()).default({}),
  /** Header → name of the environment variable that holds its value, such as `Authorization`. */
  secretHeaders: z.record(z.string(), z.string()).default({}),
  /** Where the words stand in the answer. */
  wordsField: z.string().min(1).default('text'),
  /** Where its confidence stands (0 to 1); an answer without one is taken for sure. */
  confidenceField: z.string().min(1).default('confidence'),
  timeoutSeconds: z.int().min(1).max(30).default(5),
});

export const recogniserSchema = z.discriminatedUnion('engine', [pocketsphinxSchema, httpSchema]);

/** A recogniser of the settings: its engine, and what that engine wants to know. */
export type RecogniserSettings = z.infer<typeof recogniserSchema>;
export type HttpRecogniserSettings = z.infer<typeof httpSchema>;
