import type { MicrophoneProblem } from './telephone-state.ts';

/** The microphone and the loudspeaker chosen on this device, remembered by the browser. */
const inputKey = 'centralita.input';
const outputKey = 'centralita.output';

export type Devices = { readonly input: string | null; readonly output: string | null };

export function chosenDevices(): Devices {
  return { input: localStorage.getItem(inputKey), output: localStorage.getItem(outputKey) };
}

export function rememberDevices(devices: Devices): void {
  put(inputKey, devices.input);
  put(outputKey, devices.output);
}

function put(key: string, value: string | null): void {
  if (value === null) localStorage.removeItem(key);
  else localStorage.setItem(key, value);
}

/** @throws MicrophoneError */
export async function openMicrophone(): Promise<MediaStream> {
  if (navigator.mediaDevices === undefined) throw new MicrophoneError('insecure');
  const { input } = chosenDevices();
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: {
        echoCancellation: true,
        noiseSuppression: true,
        autoGainControl: true,
        ...(input === null ? {} : { deviceId: { ideal: input } }),
      },
    });
  } catch (cause) {
    throw new MicrophoneError(problemOf(cause));
  }
}

export class MicrophoneError extends Error {
  readonly problem: MicrophoneProblem;
  constructor(problem: MicrophoneProblem) {
    super(problem);
    this.name = 'MicrophoneError';
    this.problem = problem;
  }
}

function problemOf(cause: unknown): MicrophoneProblem {
  const name = cause instanceof DOMException ? cause.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  return 'busy';
}

export function stopStream(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** Whether this browser lets the loudspeaker be chosen. */
export function canChooseOutput(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype;
}

/** Sends an element's sound to the chosen loudspeaker; one that is gone leaves the default. */
export async function playOnChosenOutput(element: HTMLMediaElement): Promise<void> {
  const { output } = chosenDevices();
  if (!canChooseOutput()) return;
  await element.setSinkId(output ?? '').catch(() => rememberDevices({ ...chosenDevices(), output: null }));
}
