/** Sounds made here, without files: the ring and the keys' tones. Owns the audio context. */
const keyTones: Readonly<Record<string, readonly [number, number]>> = {
  '1': [697, 1209],
  '2': [697, 1336],
  '3': [697, 1477],
  '4': [770, 1209],
  '5': [770, 1336],
  '6': [770, 1477],
  '7': [852, 1209],
  '8': [852, 1336],
  '9': [852, 1477],
  '*': [941, 1209],
  '0': [941, 1336],
  '#': [941, 1477],
};

export class Tones {
  #context: AudioContext | null = null;
  #ringing: number | undefined;

  /** Two soft notes every two seconds until `stopRing`. */
  startRing(): void {
    if (this.#ringing !== undefined) return;
    const ring = () => {
      this.#play([659], 0, 0.18, 0.16);
      this.#play([880], 0.2, 0.32, 0.16);
      this.#play([659], 0.62, 0.18, 0.12);
      this.#play([880], 0.82, 0.32, 0.12);
    };
    ring();
    this.#ringing = window.setInterval(ring, 2400);
  }

  stopRing(): void {
    window.clearInterval(this.#ringing);
    this.#ringing = undefined;
  }

  key(digit: string): void {
    const pair = keyTones[digit];
    if (pair !== undefined) this.#play(pair, 0, 0.12, 0.05);
  }

  /** The browser keeps pages silent until somebody has touched them: tells whether it does, now and at each change. */
  watchBlocked(listener: (blocked: boolean) => void): void {
    const context = this.#open();
    const tell = () => listener(context.state === 'suspended');
    context.addEventListener('statechange', tell);
    tell();
  }

  async unblock(): Promise<void> {
    await this.#open().resume();
  }

  close(): void {
    this.stopRing();
    void this.#context?.close();
    this.#context = null;
  }

  #open(): AudioContext {
    this.#context ??= new AudioContext();
    return this.#context;
  }

  #play(frequencies: readonly number[], after: number, seconds: number, volume: number): void {
    const context = this.#open();
    if (context.state === 'suspended') void context.resume();
    const start = context.currentTime + after;
    const gain = context.createGain();
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(volume, start + 0.015);
    gain.gain.setValueAtTime(volume, start + seconds - 0.03);
    gain.gain.linearRampToValueAtTime(0, start + seconds);
    gain.connect(context.destination);
    for (const frequency of frequencies) {
      const oscillator = context.createOscillator();
      oscillator.frequency.value = frequency;
      oscillator.connect(gain);
      oscillator.start(start);
      oscillator.stop(start + seconds);
    }
  }
}
