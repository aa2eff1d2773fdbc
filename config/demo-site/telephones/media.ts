import { createSocket, type Socket } from 'node:dgram';
import { toneSecond } from './tone.ts';

/** One packet carries 20 ms: 160 samples. */
const PACKET = 160;
const PACKET_MS = 20;
const ALAW = 8;
export const TELEPHONE_EVENT = 101;
/** How long a key sounds, and the rest after it, in packets: 100 ms (unless told otherwise) and 100 ms. */
const KEY_PACKETS = 5;
const REST_PACKETS = 5;
/** RFC 4733: the end of a key is told three times. */
const END_PACKETS = 3;
/** Keys of a storm in each packet's time. */
const STORM_KEYS = 10;
const KEYS = '0123456789*#ABCD';
/** What was heard last is kept: 60 s. */
const HEARD_PACKETS = 3_000;

/** Told of every packet of sound as it comes in, and of every key as its first packet leaves; times are those of `performance.now()`. */
export type Witness = {
  readonly heard: (packet: Uint8Array, at: number) => void;
  readonly keyBegan: (at: number) => void;
};

/** A far end; with a tone of its own where it hears another than the rest. */
type Target = { readonly host: string; readonly port: number; readonly tone?: Uint8Array };

/**
 * The sound of a telephone: RTP both ways on a port of its own. SIPp plays the signalling; this plays a tone, presses
 * keys (RFC 4733) whenever it is told to, and keeps what it hears. `close()` may be called more than once.
 */
export class Media {
  readonly port: number;
  readonly #socket: Socket;
  readonly #ssrc = Math.floor(Math.random() * 2 ** 32);
  readonly #keys: string[] = [];
  readonly #witnesses: Witness[] = [];
  #keyPackets = KEY_PACKETS;
  #tone: Uint8Array | null;
  #targets: readonly Target[] = [];
  #sequence = 0;
  #timestamp = 0;
  #began = 0;
  #sent = 0;
  #key: { readonly code: number; packet: number; readonly timestamp: number } | null = null;
  #rest = 0;
  #words: Uint8Array = new Uint8Array();
  #timer: NodeJS.Timeout | undefined;
  #heard: Uint8Array[] = [];
  #heardPackets = 0;
  #pressed: (() => void)[] = [];
  #closed = false;

  private constructor(socket: Socket, hertz: number) {
    this.#socket = socket;
    this.port = socket.address().port;
    this.#tone = hertz > 0 ? toneSecond(hertz) : null;
    socket.on('message', (packet) => this.#hear(packet));
    // A far end that is gone already answers with ICMP; the call's end is told by SIP.
    socket.on('error', () => undefined);
  }

  /** Opens a port at the address; 0 Hz is silence. */
  static async open(address: string, hertz: number): Promise<Media> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(0, address, () => {
        socket.off('error', reject);
        resolve();
      });
    });
    return new Media(socket, hertz);
  }

  /** Where the far end listens, as its SDP says: from now on sound goes there. */
  sendTo(host: string, port: number): void {
    this.#targets = [{ host, port }];
    this.#begin();
  }

  /** One more far end: of several calls at once each gets the same sound, or a tone of its own. */
  add(host: string, port: number, hertz?: number): void {
    const others = this.#targets.filter((one) => one.host !== host || one.port !== port);
    this.#targets = [...others, hertz === undefined ? { host, port } : { host, port, tone: toneSecond(hertz) }];
    this.#begin();
  }

  /** One of several calls is over. */
  drop(host: string, port: number): void {
    this.#targets = this.#targets.filter((one) => one.host !== host || one.port !== port);
    if (this.#targets.length === 0) this.rest();
  }

  #begin(): void {
    if (this.#timer !== undefined) return;
    this.#began = performance.now();
    this.#sent = 0;
    this.#timer = setInterval(() => this.#catchUp(), PACKET_MS);
  }

  /** Another tone from the next packet on; 0 Hz is silence. */
  tone(hertz: number): void {
    this.#tone = hertz > 0 ? toneSecond(hertz) : null;
  }

  /** The call is over: no more sound. */
  rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#targets = [];
    this.#key = null;
    this.#keys.length = 0;
    this.#sayPressed();
  }

  /** Measures instead of tests: see `Witness`. */
  watch(witness: Witness): void {
    this.#witnesses.push(witness);
  }

  /**
   * Presses keys one after the other, each for so long; resolves when the last was sent. Keys pressed before the call is
   * up follow then.
   */
  press(keys: string, keyMs = KEY_PACKETS * PACKET_MS): Promise<void> {
    this.#keyPackets = Math.max(1, Math.round(keyMs / PACKET_MS));
    this.#keys.push(...keys);
    return new Promise((resolve) => {
      this.#pressed.push(resolve);
    });
  }

  /** Says something once, in place of the tone: A-law, 8 kHz. */
  say(sound: Uint8Array): void {
    this.#words = sound;
  }

  /** Sends keys faster than any finger: each is over when it begins, the next follows at once. Resolves when all are sent. */
  async storm(keys: string): Promise<void> {
    for (let from = 0; from < keys.length; from += STORM_KEYS) {
      for (const digit of keys.slice(from, from + STORM_KEYS)) {
        this.#timestamp = (this.#timestamp + PACKET) >>> 0;
        const key = { code: KEYS.indexOf(digit), packet: this.#keyPackets, timestamp: this.#timestamp };
        for (let packet = 0; packet < END_PACKETS; packet += 1) this.#sendKey(key);
      }
      // As much as a socket takes at once.
      await new Promise((resolve) => setTimeout(resolve, PACKET_MS));
    }
  }

  /** How much was heard in all; ms. */
  get heardMs(): number {
    return this.#heardPackets * PACKET_MS;
  }

  /** The last of what was heard, A-law, at most so many milliseconds. */
  heard(ms: number): Uint8Array {
    return Buffer.concat(this.#heard.slice(-Math.ceil(ms / PACKET_MS)));
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.rest();
    this.#socket.close();
  }

  #hear(packet: Buffer): void {
    if (packet.length <= 12 || ((packet[1] ?? 0) & 0x7f) !== ALAW) return;
    for (const { heard } of this.#witnesses) heard(packet, performance.now());
    this.#heardPackets += 1;
    this.#heard.push(packet.subarray(12 + 4 * ((packet[0] ?? 0) & 0x0f)));
    if (this.#heard.length > 2 * HEARD_PACKETS) this.#heard = this.#heard.slice(-HEARD_PACKETS);
  }

  /** A timer that came late sends what it owes, so that the sound keeps its length. */
  #catchUp(): void {
    const due = Math.floor((performance.now() - this.#began) / PACKET_MS);
    // After a long stop (a debugger, a swapped machine) the past is let go.
    if (due - this.#sent > 50) this.#sent = due - 1;
    while (this.#sent < due && this.#targets.length > 0) {
      this.#sent += 1;
      this.#sendOne();
    }
  }

  #sendOne(): void {
    this.#timestamp = (this.#timestamp + PACKET) >>> 0;
    if (this.#rest > 0) {
      this.#rest -= 1;
      if (this.#rest === 0 && this.#keys.length === 0) this.#sayPressed();
    } else if (this.#key === null) this.#nextKey();
    if (this.#key === null) this.#sendSound();
    else this.#sendKey(this.#key);
  }

  #nextKey(): void {
    const code = KEYS.indexOf(this.#keys.shift() ?? ' ');
    if (code >= 0) {
      this.#key = { code, packet: 0, timestamp: this.#timestamp };
      for (const { keyBegan } of this.#witnesses) keyBegan(performance.now());
    } else if (this.#keys.length === 0) this.#sayPressed();
  }

  #sendSound(): void {
    if (this.#words.length >= PACKET) {
      this.#send(ALAW, false, this.#timestamp, this.#words.subarray(0, PACKET));
      this.#words = this.#words.subarray(PACKET);
      return;
    }
    const from = (this.#sent * PACKET) % 8_000;
    const silence = new Uint8Array(PACKET).fill(0xd5);
    const soundFor = ({ tone = this.#tone }: { readonly tone?: Uint8Array | null }) =>
      tone?.subarray(from, from + PACKET) ?? silence;
    this.#send(ALAW, false, this.#timestamp, soundFor);
  }

  #sendKey(key: { readonly code: number; packet: number; readonly timestamp: number }): void {
    key.packet += 1;
    const ended = key.packet > this.#keyPackets;
    const duration = Math.min(key.packet, this.#keyPackets) * PACKET;
    const event = Uint8Array.of(key.code, (ended ? 0x80 : 0) | 10, duration >> 8, duration & 0xff);
    this.#send(TELEPHONE_EVENT, key.packet === 1, key.timestamp, event);
    if (key.packet < this.#keyPackets + END_PACKETS) return;
    this.#key = null;
    this.#rest = REST_PACKETS;
  }

  #send(type: number, marker: boolean, timestamp: number, payload: Uint8Array | ((to: Target) => Uint8Array)): void {
    const packet = Buffer.alloc(12);
    packet[0] = 0x80;
    packet[1] = (marker ? 0x80 : 0) | type;
    packet.writeUInt16BE(this.#sequence, 2);
    packet.writeUInt32BE(timestamp, 4);
    packet.writeUInt32BE(this.#ssrc, 8);
    this.#sequence = (this.#sequence + 1) & 0xffff;
    for (const to of this.#targets)
      this.#socket.send([packet, typeof payload === 'function' ? payload(to) : payload], to.port, to.host);
  }

  #sayPressed(): void {
    const waiting = this.#pressed;
    this.#pressed = [];
    for (const resolve of waiting) resolve();
  }
}
