import { createConnection, createServer, type Server, type Socket } from 'node:net';

/** What becomes of what passes: `passes`, `swallowed` (nobody is told), `stalled` (nobody reads). */
type Mood = 'passes' | 'swallowed' | 'stalled';

/** A line between two programs that can be cut, go dead without a word, or stop moving. */
export class TcpProxy {
  readonly #server: Server;
  readonly #pairs = new Set<{ readonly near: Socket; readonly far: Socket; farGone: boolean }>();
  #mood: Mood = 'passes';

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Listens on the first address and passes on to the second. */
  static async open(
    from: { readonly host: string; readonly port: number },
    to: { readonly host: string; readonly port: number },
  ): Promise<TcpProxy> {
    const server = createServer();
    const proxy = new TcpProxy(server);
    server.on('connection', (near) => {
      // On a dead line nobody is reached; what is sent on one that stands still arrives later.
      if (proxy.#mood === 'swallowed') near.destroy();
      else proxy.#pair(near, createConnection(to));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(from.port, from.host, resolve);
    });
    return proxy;
  }

  /** Both sides see the connection end. */
  cut(): void {
    for (const { near, far } of this.#pairs) {
      near.destroy();
      far.destroy();
    }
    this.#pairs.clear();
  }

  /** From now on what is sent is lost, and neither side hears of the other's end. */
  swallow(): void {
    this.#mood = 'swallowed';
  }

  /** From now on nothing is read: what is sent piles up at its sender. */
  stall(): void {
    this.#mood = 'stalled';
    for (const { near, far } of this.#pairs) {
      near.pause();
      far.pause();
    }
  }

  /** The line is sound again: who speaks on a connection whose other end is gone is told so. */
  heal(): void {
    this.#mood = 'passes';
    for (const { near, far, farGone } of this.#pairs) {
      near.resume();
      far.resume();
      if (farGone) near.destroy();
    }
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #pair(near: Socket, far: Socket): void {
    const pair = { near, far, farGone: false };
    this.#pairs.add(pair);
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      // The end is told by `close`.
      socket.on('error', () => undefined);
      if (this.#mood === 'stalled') socket.pause();
    }
    near.on('data', (bytes) => {
      if (this.#mood !== 'swallowed') far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (this.#mood !== 'swallowed') near.write(bytes);
    });
    near.on('close', () => {
      far.destroy();
      this.#pairs.delete(pair);
    });
    far.on('close', () => {
      pair.farGone = true;
      if (this.#mood === 'passes') near.destroy();
    });
  }
}
