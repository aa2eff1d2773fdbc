import type { Destination, DestinationContext, DestinationSettings, Publication, Receipt } from './destination.ts';
import { email } from './email.ts';
import { local } from './local.ts';
import { s3 } from './s3.ts';
import { sftp } from './sftp.ts';

/** Every kind of destination: one file and one line each, and its settings in `destinationSchema` of config/site.ts. */
const destinations: { readonly [T in DestinationSettings['type']]: Destination<T> } = { local, s3, sftp, email };

/** Publishes to a destination of the site, whatever its kind. @throws DestinationError. */
export function publishTo(
  settings: DestinationSettings,
  publication: Publication,
  context: DestinationContext,
): Promise<Receipt> {
  // The settings were checked against this very kind when the site file was read.
  const destination = destinations[settings.type] as Destination;
  return destination.publish(publication, settings, context);
}
