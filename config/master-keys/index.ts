import { z } from 'zod';
import { awsKms } from './aws-kms.ts';
import { command } from './command.ts';
import { environment } from './environment.ts';
import { file } from './file.ts';
import type { KeySource } from './source.ts';

/** The settings of each kind of source; one file and one line in each list adds one. */
export const keySourceSchema = z.discriminatedUnion('source', [
  /** 32 bytes; a relative path is inside the data folder. */
  z.strictObject({ source: z.literal('file'), path: z.string().min(1).optional() }),
  z.strictObject({ source: z.literal('environment'), variable: z.string().min(1) }),
  /** Program and arguments; it prints the key. */
  z.strictObject({ source: z.literal('command'), command: z.array(z.string()).min(1) }),
  z.strictObject({
    source: z.literal('aws-kms'),
    region: z.string().min(1),
    ciphertextFile: z.string().min(1),
    endpoint: z.url().optional(),
  }),
]);

export type KeySourceSettings = z.infer<typeof keySourceSchema>;

export const keySources: {
  readonly [S in KeySourceSettings['source']]: KeySource<Extract<KeySourceSettings, { readonly source: S }>>;
} = { file, environment, command, 'aws-kms': awsKms };
