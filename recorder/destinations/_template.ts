/**
 * Copy this file to add a kind of destination:
 * 1. rename it after the kind, and `template` with it;
 * 2. add its settings to `destinationSchema` in config/destination-schema.ts, and use that kind instead of `'local'` below;
 * 3. add it to the list in index.ts;
 * 4. copy a test of test/recorder/destinations: a copy that arrives, one that is there already, one that differs,
 *    a server that refuses, one that hangs, one that is full.
 */
import { type Destination, DestinationError, type Receipt, sidecarName, sidecarText } from './destination.ts';

export const template: Destination<'local'> = {
  type: 'local',
  guarantee: 'once',
  async publish(publication, settings, context): Promise<Receipt> {
    // Write under a temporary name, look what arrived, and only then take the final name if it is free.
    const sidecar = { name: sidecarName(publication.name), text: sidecarText(publication.sidecar) };
    context.signal.throwIfAborted();
    throw new DestinationError(
      'destination-unknown',
      `Nothing is sent to "${settings.id}" (${sidecar.name}, ${sidecar.text.length} bytes): write this destination first.`,
      { lasting: true },
    );
  },
};
