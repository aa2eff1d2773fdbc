import {
  type DestinationContext,
  DestinationError,
  type DestinationSettings,
  type Publication,
  type Receipt,
} from './destinations/destination.ts';
import { publishTo } from './destinations/index.ts';

/** The slowest line that is worth waiting for, on top of the destination's own time. */
const SLOWEST_BYTES_PER_MS = 100;

/**
 * One attempt, which ends in time whatever the destination does: even a write into a dead network folder, which nothing
 * can interrupt, is left behind.
 * @throws DestinationError; `destination-timeout` when it took too long.
 */
export async function attemptPublication(
  settings: DestinationSettings,
  publication: Publication,
  context: Omit<DestinationContext, 'signal'>,
  stopping: AbortSignal,
): Promise<Receipt> {
  // All copies under way share the destination's own limit.
  const pacedMs =
    ((publication.bytes * (settings.parallel ?? 1)) / (settings.bytesPerSecond ?? Number.POSITIVE_INFINITY)) * 1000;
  const limitMs = settings.timeoutSeconds * 1000 + Math.ceil(publication.bytes / SLOWEST_BYTES_PER_MS + pacedMs);
  const over = AbortSignal.timeout(limitMs);
  const signal = AbortSignal.any([over, stopping]);
  const { dataFolder, publicUrl, secret, read } = context;
  try {
    const work = publishTo(settings, publication, { dataFolder, publicUrl, secret, read, signal });
    const receipt = await Promise.race([work, aborted(signal)]);
    if (receipt.bytes === publication.bytes && receipt.sha256 === publication.sha256) return receipt;
  } catch (error) {
    if (!over.aborted) throw error;
    throw new DestinationError(
      'destination-timeout',
      `The destination "${settings.id}" did not finish within ${Math.ceil(limitMs / 1000)} s. Check that it answers; it is tried again.`,
      { cause: error },
    );
  }
  throw new DestinationError(
    'destination-differs',
    `What arrived at "${settings.id}" is not what was sent. It is sent again; check that destination if it goes on.`,
  );
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
