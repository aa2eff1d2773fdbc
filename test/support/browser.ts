import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { runtimeProgram } from '../../config/runtime.ts';
import { microphoneWav } from './sound.ts';

/** A Chromium of its own whose microphone sounds a tone. `close()` may be called more than once. */
export class TestBrowser {
  readonly #browser: Browser;
  readonly #folder: string;
  readonly #contexts = new Set<BrowserContext>();
  /** What pages complained of: uncaught errors, and errors in the console. */
  readonly complaints: string[] = [];

  private constructor(browser: Browser, folder: string) {
    this.#browser = browser;
    this.#folder = folder;
  }

  /** Starts it. `hertz` is the tone of the microphone; 0 is silence. */
  static async start(hertz = 0): Promise<TestBrowser> {
    const folder = mkdtempSync(join(tmpdir(), 'centralita-browser-'));
    const microphone = join(folder, 'microphone.wav');
    writeFileSync(microphone, microphoneWav(hertz));
    const program = runtimeProgram('chromium');
    const browser = await chromium.launch({
      executablePath: program.command,
      env: { ...(process.env as Record<string, string>), ...program.env },
      args: [
        ...program.args,
        // Root cannot use the sandbox, and only our own pages are opened.
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-audio-capture=${microphone}`,
        '--autoplay-policy=no-user-gesture-required',
      ],
    });
    return new TestBrowser(browser, folder);
  }

  /** A page with cookies of its own, as in another browser. */
  async page(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      locale: 'es-ES',
      timezoneId: 'Europe/Madrid',
      viewport: { width: 1440, height: 900 },
      ...options,
    });
    context.setDefaultTimeout(60_000);
    this.#contexts.add(context);
    await context.addInitScript(KEEP_CONNECTIONS);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.complaints.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`${page.url()}: ${message.text()}`);
    });
    return page;
  }

  /** Ends the whole browser at once, as a crash does. */
  async kill(): Promise<void> {
    const session = await this.#browser.newBrowserCDPSession();
    await session.send('Browser.crash').catch(() => undefined);
  }

  async close(): Promise<void> {
    for (const context of this.#contexts) await context.close().catch(() => undefined);
    this.#contexts.clear();
    await this.#browser.close().catch(() => undefined);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Lets a test ask a page's telephone how loud the far end is. */
const KEEP_CONNECTIONS = `
  window.testConnections = [];
  window.RTCPeerConnection = class extends window.RTCPeerConnection {
    constructor(...args) { super(...args); window.testConnections.push(this); }
  };
`;

/** Energy of all the sound that a page's telephone has received so far; it grows while the far end makes a sound. */
export function receivedEnergy(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let energy = 0;
    const { testConnections } = globalThis as unknown as {
      testConnections: { getStats(): Promise<Map<string, unknown>> }[];
    };
    for (const connection of testConnections)
      for (const stats of (await connection.getStats()).values()) {
        const { type, totalAudioEnergy } = stats as { type: string; totalAudioEnergy?: number };
        if (type === 'inbound-rtp') energy += totalAudioEnergy ?? 0;
      }
    return energy;
  });
}
