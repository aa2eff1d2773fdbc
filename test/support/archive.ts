import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { PublicationRow } from '../../services/http/protocol.ts';
import { type Radosgw, startRadosgw } from '../recorder/servers/radosgw.ts';
import { type Sshd, startSshd } from '../recorder/servers/sshd.ts';
import type { SiteInput } from './installation.ts';
import { attachmentOf, type MailServer, startMailServer } from './mail-server.ts';

const BUCKET = 'grabaciones';

/** A real server of each kind that recordings are published to. */
export interface Archive {
  /** The site with all of them as destinations, beside the local folder. */
  readonly site: (site: SiteInput) => SiteInput;
  readonly environment: Readonly<Record<string, string>>;
  readonly mail: MailServer;
  /** The bytes that lie where a publication's receipt says. */
  readonly copyOf: (publication: PublicationRow) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
}

/** Starts an S3 server, OpenSSH and a mail server in a folder. */
export async function startArchive(folder: string): Promise<Archive> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const place = (name: string) => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const [bucket, ssh, mail] = await Promise.all([
    startRadosgw(place('s3')),
    startSshd(place('ssh')),
    startMailServer(),
  ]);
  const credentials = { accessKeyId: bucket.accessKey, secretAccessKey: bucket.secretKey };
  const client = new S3Client({ endpoint: bucket.endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  return {
    site: (site) => withDestinations(site, { bucket, ssh, mail, folder: join(folder, 'ssh/files') }),
    environment: { TEST_S3_KEY: bucket.accessKey, TEST_S3_SECRET: bucket.secretKey },
    mail,
    copyOf: async ({ destination, location, recordingId }) => {
      const at = location ?? '';
      switch (destination) {
        case 'nube': {
          const key = at.slice(`s3://${BUCKET}/`.length);
          const { Body } = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
          return (await Body?.transformToByteArray()) ?? new Uint8Array();
        }
        case 'servidor':
          return readFileSync(at.replace(/^sftp:\/\/[^/]+/, ''));
        case 'correo': {
          const sent = mail.mails.find(({ message }) => message.includes(recordingId));
          if (sent === undefined) throw new Error(`No mail came of the recording ${recordingId}.`);
          return attachmentOf(sent, '.age');
        }
        default:
          return readFileSync(at);
      }
    },
    close: async () => {
      client.destroy();
      await Promise.allSettled([bucket.stop(), ssh.stop(), mail.close()]);
    },
  };
}

function withDestinations(
  site: SiteInput,
  { bucket, ssh, mail, folder }: { bucket: Radosgw; ssh: Sshd; mail: MailServer; folder: string },
): SiteInput {
  const more: NonNullable<SiteInput['destinations']> = [
    {
      id: 'nube',
      type: 's3',
      endpoint: bucket.endpoint,
      region: 'us-east-1',
      bucket: BUCKET,
      prefix: 'centralita/',
      forcePathStyle: true,
      accessKeyEnv: 'TEST_S3_KEY',
      secretKeyEnv: 'TEST_S3_SECRET',
    },
    {
      id: 'servidor',
      type: 'sftp',
      host: '127.0.0.1',
      port: ssh.port,
      username: ssh.username,
      privateKeyFile: ssh.privateKeyFile,
      hostKey: ssh.hostKey,
      folder,
    },
    {
      id: 'correo',
      type: 'email',
      host: '127.0.0.1',
      port: mail.port,
      from: 'centralita@example.com',
      to: ['archivo@example.com'],
    },
  ];
  return {
    ...site,
    destinations: [...(site.destinations ?? []), ...more],
    publication: [...(site.publication ?? []), ...more.map(({ id }) => ({ destination: id }))],
  };
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
