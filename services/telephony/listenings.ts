import { randomUUID } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Effect } from '../core/effect.ts';
import type { LegId } from '../core/ids.ts';
import type { Signal } from '../core/signal.ts';
import type { Logger, Recogniser } from '../ports.ts';
import { AriError, isNotFound } from './ari/errors.ts';
import type { AriRequest } from './ari/requests.ts';
import { LISTENING_PREFIX, STASIS_APP } from './names.ts';

export type ListeningOptions = {
  readonly ari: AriRequest;
  readonly recogniser: Recogniser;
  /** Address of ours that takes the sound in. */
  readonly host: string;
  /** Name or address under which Asterisk finds it. */
  readonly dialHost: string;
  readonly tell: (signal: Signal) => void;
  readonly logger: Logger;
};

type Listening = { readonly close: () => Promise<void> };

const RTP_HEADER = 12;
/** A channel that was just made is not in our application yet: it is asked again so often, so far apart. */
const JOIN_AGAIN = 50;
const JOIN_AGAIN_MS = 20;
/** Nobody is listened to for longer at a time: no menu lasts so long, so it was forgotten. */
const LIMIT_MS = 300_000;

/**
 * Lets a recogniser hear what callers say: Asterisk copies the leg's sound to us as RTP (a snoop channel, bridged with an
 * external one). It is in memory only, from the packet to the recogniser, and nothing of it is kept.
 */
export class Listenings {
  readonly #options: ListeningOptions;
  readonly #open = new Map<LegId, Promise<Listening>>();

  constructor(options: ListeningOptions) {
    this.#options = options;
  }

  start(effect: Extract<Effect, { type: 'start-listening' }>): void {
    this.stop(effect.legId);
    const begun = listen(this.#options, effect);
    this.#open.set(effect.legId, begun);
    begun.catch((error: unknown) => {
      // The menu goes on by keys.
      this.#options.logger.warn({ error: String(error), legId: effect.legId }, 'speech: nobody listens');
    });
  }

  stop(legId: LegId): void {
    const open = this.#open.get(legId);
    this.#open.delete(legId);
    open?.then(({ close }) => close()).catch(() => undefined);
  }

  async close(): Promise<void> {
    const open = [...this.#open.values()];
    this.#open.clear();
    await Promise.allSettled(open.map(async (one) => (await one).close()));
  }
}

async function listen(
  { ari, recogniser, host, dialHost, tell, logger }: ListeningOptions,
  { legId, words, language }: Extract<Effect, { type: 'start-listening' }>,
): Promise<Listening> {
  const id = `${LISTENING_PREFIX}${randomUUID()}`;
  const [snoopId, mediaId, bridgeId] = [`${id}-snoop`, `${id}-media`, `${id}-bridge`];
  const hearing = recogniser.listen({
    words,
    language,
    heard: (said, confidence) => tell({ type: 'heard', legId, words: said, confidence }),
    failed: (reason) => logger.warn({ reason, legId }, 'speech: the recogniser failed; the menu goes on by keys'),
  });
  if (hearing === null)
    throw new Error('as many callers are listened to as speech.atOnce allows; the menu goes on by keys');
  const socket = await boundSocket(host).catch((error: unknown) => {
    hearing.close();
    throw error;
  });
  let sender: string | null = null;
  socket.on('message', (packet, { address, port }) => {
    // Asterisk's sound comes from one place; whatever comes from others is nobody's voice.
    sender ??= `${address} ${port}`;
    if (packet.length <= RTP_HEADER || sender !== `${address} ${port}`) return;
    // RTP carries the high byte first.
    hearing.feed(Buffer.from(packet.subarray(RTP_HEADER, packet.length - (packet.length % 2))).swap16());
  });
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    clearTimeout(forgotten);
    hearing.close();
    socket.close();
    const gone = [
      ari('DELETE /channels/{channelId}', { channelId: snoopId }),
      ari('DELETE /channels/{channelId}', { channelId: mediaId }),
      ari('DELETE /bridges/{bridgeId}', { bridgeId }),
    ];
    for (const one of await Promise.allSettled(gone))
      if (one.status === 'rejected' && !isNotFound(one.reason))
        logger.warn({ error: String(one.reason), legId }, 'speech: Asterisk keeps a part of it');
  };
  const forgotten = setTimeout(() => void close(), LIMIT_MS);
  try {
    await Promise.all([
      ari('POST /bridges/{bridgeId}', { bridgeId, type: 'mixing' }),
      ari('POST /channels/{channelId}/snoop/{snoopId}', { channelId: legId, snoopId, spy: 'in', app: STASIS_APP }),
      ari('POST /channels/externalMedia', {
        channelId: mediaId,
        app: STASIS_APP,
        external_host: `${dialHost}:${socket.address().port}`,
        format: 'slin',
      }),
    ]);
    for (const channel of [snoopId, mediaId]) await join(ari, bridgeId, channel);
  } catch (error) {
    await close();
    throw error;
  }
  return { close };
}

async function join(ari: AriRequest, bridgeId: string, channel: string): Promise<void> {
  for (let again = 0; ; again += 1) {
    try {
      await ari('POST /bridges/{bridgeId}/addChannel', { bridgeId, channel: [channel] });
      return;
    } catch (error) {
      const isEarly = error instanceof AriError && (error.status === 409 || error.status === 422);
      if (!isEarly || again === JOIN_AGAIN) throw error;
      await sleep(JOIN_AGAIN_MS);
    }
  }
}

async function boundSocket(host: string): Promise<Socket> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, host, () => {
      socket.off('error', reject);
      resolve();
    });
  });
  socket.on('error', () => undefined);
  return socket;
}
