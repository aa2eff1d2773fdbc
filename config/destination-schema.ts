import { z } from 'zod';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'use lower-case letters, digits and hyphens');
const port = z.int().min(1).max(65535);

/** What every destination has. */
const common = {
  id,
  retries: z.int().min(0).max(100).default(10),
  timeoutSeconds: z.int().min(1).default(60),
  /** Copies sent at the same time; 1 where nothing is said. */
  parallel: z.int().min(1).max(16).optional(),
  /** All copies under way together send no faster than this. */
  bytesPerSecond: z.int().min(1_000, 'write 1000 or more').optional(),
};

const isOwnMachine = (url: string) => /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])([:/]|$)/.test(url);

/** A place that recordings are published to. Secrets are read from the environment variable named in `…Env`, never from the file. */
export const destinationSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...common, type: z.literal('local'), folder: z.string() }),
  z.strictObject({
    ...common,
    type: z.literal('s3'),
    endpoint: z.url().optional(),
    region: z.string().default('eu-south-2'),
    bucket: z.string(),
    prefix: z.string().default(''),
    forcePathStyle: z.boolean().default(false),
    accessKeyEnv: z.string().optional(),
    secretKeyEnv: z.string().optional(),
    /** Encryption by the server: with its own key, or with one of its key service. */
    sse: z.enum(['AES256', 'aws:kms']).optional(),
    kmsKeyId: z.string().optional(),
  }),
  z.strictObject({
    ...common,
    type: z.literal('sftp'),
    host: z.string(),
    port: port.default(22),
    username: z.string(),
    passwordEnv: z.string().optional(),
    privateKeyFile: z.string().optional(),
    /** `SHA256:…` as ssh-keygen -lf prints it. */
    hostKey: z.string().regex(/^SHA256:/, 'write SHA256:… as ssh-keygen -lf prints it'),
    folder: z.string(),
  }),
  z.strictObject({
    ...common,
    type: z.literal('ftp'),
    host: z.string(),
    /** 21, and 990 where TLS begins at once. */
    port: port.optional(),
    /** `explicit`: FTPS by AUTH TLS. `implicit`: TLS from the first byte. `off`: plain FTP, password and files readable on the way. */
    tls: z.enum(['explicit', 'implicit', 'off']).default('explicit'),
    /** PEM file of the authority that signed the server's certificate, where no public one did. */
    caFile: z.string().optional(),
    username: z.string(),
    passwordEnv: z.string(),
    folder: z.string(),
  }),
  z.strictObject({
    ...common,
    type: z.literal('dropbox'),
    folder: z
      .string()
      .regex(/^(\/.+[^/])?$/, 'write it as /folder/inside, or leave it empty')
      .default(''),
    /** A token that lasts (OAuth 2 refresh token), and the key of the app that got it. */
    refreshTokenEnv: z.string(),
    appKeyEnv: z.string(),
    appSecretEnv: z.string().optional(),
    /** Another address that speaks the same interface. */
    endpoint: z.url().optional(),
  }),
  z.strictObject({
    ...common,
    type: z.literal('webhook'),
    url: z
      .url({ protocol: /^https?$/ })
      .refine(
        (url) => url.startsWith('https://') || isOwnMachine(url),
        'write an https:// address; http:// only to this machine',
      ),
    /** The receiver checks with it who sends. */
    secretEnv: z.string(),
    /** `file`: the file itself travels; `link`: a link to the call, which asks for sign-in. */
    content: z.enum(['file', 'link']).default('file'),
  }),
  z.strictObject({
    ...common,
    type: z.literal('email'),
    host: z.string(),
    port: port.default(587),
    secure: z.boolean().default(false),
    username: z.string().optional(),
    passwordEnv: z.string().optional(),
    from: z.email(),
    to: z.array(z.email()).min(1),
    language: z.string().default('es'),
    /** A larger file stays here, and the mail has a link; 0: always a link. */
    attachmentLimitBytes: z.int().min(0).default(10_000_000),
  }),
]);
export type Destination = z.infer<typeof destinationSchema>;
