import { C, UA, WebSocketInterface } from 'jssip';
import type { EndEvent, RTCSession } from 'jssip/lib/RTCSession';
import type { RTCSessionEvent } from 'jssip/lib/UA';
import type { PhoneAccount } from '../../../services/http/protocol.ts';
import { MicrophoneError, openMicrophone, playOnChosenOutput, stopStream } from './devices.ts';
import { endReason, idleTelephone, type PhoneCall, type TelephoneState } from './telephone-state.ts';
import { Tones } from './tones.ts';

/** Everything is on this machine or its network: no external servers are asked for our address. */
const pcConfig: RTCConfiguration = { iceServers: [] };
const registerSeconds = 60;
const registerAgainAfter = 2000;

export type TelephoneOptions = {
  /** Agents register to be called; the demo caller only calls. */
  readonly register: boolean;
  /** The exchange refused the account: it may have new passwords. */
  readonly onRefused?: () => void;
};

/**
 * A telephone in the browser. Owns the SIP user agent, the microphone during a call, the audio element and the tones.
 * Nothing here runs when the page goes away: a refresh must not end the call. `close()` may be called more than once.
 */
export class Telephone {
  readonly tones = new Tones();
  readonly #options: TelephoneOptions;
  readonly #ua: UA;
  readonly #audio = new Audio();
  readonly #listeners = new Set<() => void>();
  readonly #touches = new AbortController();
  #state: TelephoneState = idleTelephone;
  #session: RTCSession | null = null;
  #microphone: MediaStream | null = null;
  #again: number | undefined;
  #closed = false;

  constructor(account: PhoneAccount, options: TelephoneOptions) {
    this.#options = options;
    this.#audio.autoplay = true;
    this.#ua = new UA({
      sockets: [new WebSocketInterface(account.websocketUrl)],
      uri: account.uri,
      authorization_user: account.username,
      password: account.password,
      register: options.register,
      register_expires: registerSeconds,
      connection_recovery_min_interval: 1,
      connection_recovery_max_interval: 4,
      user_agent: 'Centralita',
    });
    this.#ua.on('connected', () => this.#set({ line: options.register ? 'connecting' : 'ready' }));
    this.#ua.on('disconnected', () => this.#set({ line: 'lost' }));
    this.#ua.on('registered', () => this.#set({ line: 'ready' }));
    this.#ua.on('unregistered', () => !this.#closed && this.#set({ line: 'lost' }));
    this.#ua.on('registrationFailed', (event) => this.#registrationFailed(event.response?.status_code ?? 0));
    this.#ua.on('newRTCSession', (event: RTCSessionEvent) => this.#newSession(event));
    this.#ua.start();
    this.#watchSilence();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): TelephoneState => this.#state;

  /** Calls a number; needs the microphone first. */
  async call(target: string): Promise<void> {
    if (this.#state.call !== null) return;
    this.#set({ lastEnd: null });
    const microphone = await this.#openMicrophone();
    if (microphone === null || this.#closed) return stopStream(microphone);
    this.#microphone = microphone;
    this.#ua.call(target, { mediaStream: microphone, pcConfig });
  }

  /** Takes the incoming call, if its microphone can be had; otherwise it goes on ringing and `microphone` says why. */
  async answer(): Promise<void> {
    const session = this.#session;
    if (session === null || this.#state.call?.phase !== 'ringing') return;
    this.#setCall({ phase: 'answering' });
    const microphone = await this.#openMicrophone();
    if (this.#session !== session || session.isEnded()) return stopStream(microphone);
    if (microphone === null) return this.#setCall({ phase: 'ringing' });
    stopStream(this.#microphone);
    this.#microphone = microphone;
    session.answer({ mediaStream: microphone, pcConfig });
  }

  /** Refuses the incoming call: 486, busy here. */
  decline(): void {
    if (this.#session?.isInProgress()) this.#session.terminate({ status_code: 486, reason_phrase: 'Busy Here' });
  }

  hangUp(): void {
    if (this.#session !== null && !this.#session.isEnded()) this.#session.terminate();
  }

  setMuted(muted: boolean): void {
    if (muted) this.#session?.mute({ audio: true });
    else this.#session?.unmute({ audio: true });
    this.#setCall({ muted });
  }

  /** Sends a key in the audio; as a SIP INFO where the other side takes no telephone events. */
  sendDigit(digit: string): void {
    if (this.#session === null || this.#state.call?.phase !== 'up') return;
    const sender = this.#session.connection.getSenders().find((one) => one.track?.kind === 'audio');
    const inAudio = sender?.dtmf?.canInsertDTMF === true;
    const transportType = inAudio ? C.DTMF_TRANSPORT.RFC2833 : C.DTMF_TRANSPORT.INFO;
    this.#session.sendDTMF(digit, { duration: 160, interToneGap: 80, transportType });
    this.tones.key(digit);
  }

  /** After another microphone or loudspeaker was chosen: the call in progress takes them at once. */
  async changeDevices(): Promise<void> {
    await playOnChosenOutput(this.#audio);
    if (this.#session?.isEstablished() !== true) return;
    const microphone = await this.#openMicrophone();
    const track = microphone?.getAudioTracks()[0];
    if (microphone === null || track === undefined) return;
    track.enabled = this.#state.call?.muted !== true;
    const sender = this.#session.connection.getSenders().find((one) => one.track?.kind === 'audio');
    await sender?.replaceTrack(track);
    stopStream(this.#microphone);
    this.#microphone = microphone;
  }

  /** Leaves the exchange; a call in progress ends. Only when the person signs out or leaves the caller's page. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    window.clearTimeout(this.#again);
    this.#listeners.clear();
    this.#touches.abort();
    this.tones.close();
    this.#ua.stop();
    stopStream(this.#microphone);
    this.#audio.srcObject = null;
  }

  #newSession({ session, request, originator }: RTCSessionEvent): void {
    const incoming = originator === 'remote';
    const purpose = incoming ? request.getHeader('X-Centralita-Purpose') : undefined;
    const resume = purpose === 'resume';
    const supervising = purpose === 'watch' || purpose === 'take';
    const awaited = resume || supervising;
    const former = this.#session;
    if (incoming && former !== null && !former.isEnded() && !awaited) {
      session.terminate({ status_code: 486, reason_phrase: 'Busy Here' });
      return;
    }
    this.#session = session;
    this.#set({
      lastEnd: null,
      call: {
        id: session.id,
        direction: incoming ? 'in' : 'out',
        phase: incoming ? 'ringing' : 'calling',
        callId: incoming ? (request.getHeader('X-Centralita-Call') ?? null) : null,
        resume,
        supervising,
        muted: false,
        upAt: null,
      },
    });
    if (incoming && !awaited) this.tones.startRing();
    this.#follow(session);
    // The conversation comes back on a new leg: what is left of the old one goes, without a word to the person.
    if (awaited && former !== null && !former.isEnded()) former.terminate();
  }

  #follow(session: RTCSession): void {
    const mine = () => this.#session === session;
    const onConnection = (connection: RTCPeerConnection) =>
      connection.addEventListener('track', (event) => mine() && this.#hear(event.streams[0]));
    if (session.connection) onConnection(session.connection);
    session.on('peerconnection', (event) => onConnection(event.peerconnection));
    session.on(
      'progress',
      () => mine() && this.#state.call?.phase === 'calling' && this.#setCall({ phase: 'ringing' }),
    );
    session.on('accepted', () => mine() && this.tones.stopRing());
    session.on('confirmed', () => {
      if (!mine() || this.#state.call?.phase === 'up') return;
      this.tones.stopRing();
      this.#setCall({ phase: 'up', upAt: Date.now() });
    });
    session.on('ended', (event) => mine() && this.#ended(event));
    session.on('failed', (event) => mine() && this.#ended(event));
  }

  #hear(stream: MediaStream | undefined): void {
    if (stream === undefined) return;
    this.#audio.srcObject = stream;
    void playOnChosenOutput(this.#audio)
      .then(() => this.#audio.play())
      .catch(() => this.#set({ silent: true }));
  }

  #ended(event: EndEvent): void {
    const upAt = this.#state.call?.upAt ?? null;
    this.tones.stopRing();
    this.#session = null;
    stopStream(this.#microphone);
    this.#microphone = null;
    this.#audio.srcObject = null;
    const by = event.originator === 'local' ? 'here' : event.originator === 'remote' ? 'there' : 'network';
    this.#set({
      call: null,
      lastEnd: { by, reason: endReason(event.cause), talkedMs: upAt === null ? null : Date.now() - upAt },
    });
  }

  #registrationFailed(status: number): void {
    if (this.#closed) return;
    const refused = status === 401 || status === 403 || status === 404;
    this.#set({ line: refused ? 'refused' : 'lost' });
    window.clearTimeout(this.#again);
    this.#again = window.setTimeout(() => {
      if (refused) this.#options.onRefused?.();
      if (!this.#closed && this.#ua.isConnected()) this.#ua.register();
    }, registerAgainAfter);
  }

  async #openMicrophone(): Promise<MediaStream | null> {
    try {
      const stream = await openMicrophone();
      this.#set({ microphone: null });
      return stream;
    } catch (error) {
      if (!(error instanceof MicrophoneError)) throw error;
      this.#set({ microphone: error.problem });
      return null;
    }
  }

  #watchSilence(): void {
    this.tones.watchBlocked((silent) => this.#set({ silent }));
    const touched = () => {
      if (!this.#state.silent) return;
      void this.tones.unblock();
      if (this.#audio.srcObject !== null) void this.#audio.play().catch(() => this.#set({ silent: true }));
    };
    const { signal } = this.#touches;
    for (const event of ['pointerdown', 'keydown'] as const) window.addEventListener(event, touched, { signal });
  }

  #setCall(change: Partial<PhoneCall>): void {
    if (this.#state.call !== null) this.#set({ call: { ...this.#state.call, ...change } });
  }

  #set(change: Partial<TelephoneState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
