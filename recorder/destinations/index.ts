import type { Destination, DestinationContext, DestinationSettings, Publication, Receipt } from './destination.ts';
import { dropbox } from './dropbox.ts';
import { email } from './email.ts';
import { ftp } from './ftp.ts';
import { local } from './local.ts';
import { s3 } from './s3.ts';
import { sftp } from './sftp.ts';
import { webhook } from './webhook.ts';

/** Every kind of destination: one file and one line each, and its settings in config/destination-schema.ts. */
const destinations: { readonly [T in DestinationSettings['type']]: Destination<T> } = {
  local,
  s3,
  sftp,
  ftp,
  dropbox,
  webhook,
  email,
};

/** Publishes to a destination of the site, whatever its kind. @throws DestinationError. */
export function publishTo(
  settings: DestinationSettings,
  publication: Publication,
  context: DestinationContext,
): Promise<Receipt> {
  return kindOf(settings).publish(publication, settings, context);
}

/** Removes a published file. @returns false where the protocol cannot. */
export async function removeFrom(
  settings: DestinationSettings,
  name: string,
  context: DestinationContext,
): Promise<boolean> {
  const { remove } = kindOf(settings);
  await remove?.(name, settings, context);
  return remove !== undefined;
}

/** Brings a published file to a path. @returns false where the protocol cannot. */
export async function fetchFrom(
  settings: DestinationSettings,
  name: string,
  to: string,
  context: DestinationContext,
): Promise<boolean> {
  const { fetch } = kindOf(settings);
  await fetch?.(name, to, settings, context);
  return fetch !== undefined;
}

export const guaranteeOf = (type: DestinationSettings['type']) => destinations[type].guarantee;

function kindOf(settings: DestinationSettings): Destination {
  // The settings were checked against this very kind when the site file was read.
  return destinations[settings.type] as Destination;
}
