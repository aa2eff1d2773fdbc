import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import WaveSurfer from 'wavesurfer.js';
import RegionsPlugin from 'wavesurfer.js/plugins/regions';
import type { RecordingDetail, Waveform } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { silencesOf } from './audio-time.ts';
import { endOfQuiet, quietSpans } from './quiet.ts';
import { type Sides, sidesOf } from './sides.ts';

export type Player = {
  /** Where the waveform is drawn. */
  readonly container: (element: HTMLDivElement | null) => void;
  readonly ready: boolean;
  readonly playing: boolean;
  /** It has played or been moved: there is a place in the audio to show. */
  readonly started: boolean;
  readonly seconds: number;
  readonly failed: boolean;
  readonly waveform: Waveform | undefined;
  readonly toggle: () => void;
  readonly seek: (seconds: number) => void;
  readonly skip: (seconds: number) => void;
  readonly setSpeed: (rate: number) => void;
  /** How loud a side is: 0 to 1. */
  readonly setVolume: (side: 'caller' | 'agent', volume: number) => void;
  /** Goes over what is silent on both sides. */
  readonly setSkipping: (skipping: boolean) => void;
};

/** Peaks come drawn from the server and the sound only when it is played: opening the page is not listening. */
export function usePlayer(recording: RecordingDetail | null): Player {
  const queries = useQueryClient();
  const [element, setElement] = useState<HTMLDivElement | null>(null);
  const surfer = useRef<WaveSurfer | null>(null);
  const [state, setState] = useState({ ready: false, playing: false, started: false, seconds: 0, failed: false });
  const waveform = useQuery({
    queryKey: ['waveform', recording?.id],
    queryFn: () => request<Waveform>(`/api/recordings/${recording?.id}/waveform`),
    enabled: recording !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const peaks = waveform.data;
  const id = recording?.id;
  // The player is made once per recording: a refetch that brings new receipts must not stop the sound.
  const sides = useRef<Sides | null>(null);
  const skipping = useRef(false);
  const latest = useRef(recording);
  latest.current = recording;
  useEffect(() => {
    const played = latest.current;
    if (element === null || peaks === undefined || played === null || id === undefined) return;
    const media = new Audio();
    media.preload = 'none';
    const sound = sidesOf(media);
    sides.current = sound;
    const silent = quietSpans(peaks);
    const colours = coloursOf(element);
    const regions = RegionsPlugin.create();
    const made = WaveSurfer.create({
      container: element,
      media,
      url: audioUrl(id, media),
      peaks: [[...peaks.left], [...peaks.right]],
      duration: (played.durationMs ?? peaks.left.length * peaks.stepMs) / 1000,
      splitChannels: [
        { waveColor: colours.caller, progressColor: colours.callerPlayed },
        { waveColor: colours.agent, progressColor: colours.agentPlayed },
      ],
      height: 56,
      barWidth: 2,
      barGap: 1,
      barRadius: 1,
      maxPeak: 1,
      cursorColor: colours.cursor,
      cursorWidth: 2,
      dragToSeek: true,
      hideScrollbar: true,
      cspNonce: document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '',
      plugins: [regions],
    });
    const change = (part: Partial<typeof state>) => setState((before) => ({ ...before, ...part }));
    made.on('ready', () => {
      change({ ready: true });
      for (const { from, to } of silencesOf(played))
        regions.addRegion({ start: from, end: to, drag: false, resize: false, color: colours.silence });
    });
    made.on('play', () => {
      sound.begin();
      change({ playing: true, started: true });
      // The listening is in the log by now: show it.
      setTimeout(() => void queries.invalidateQueries({ queryKey: ['access', id] }), 800);
    });
    made.on('pause', () => change({ playing: false }));
    made.on('finish', () => change({ playing: false }));
    made.on('timeupdate', (seconds) => {
      change({ seconds });
      const end = skipping.current && made.isPlaying() ? endOfQuiet(silent, seconds) : null;
      if (end !== null) made.setTime(end);
    });
    made.on('interaction', () => change({ started: true }));
    made.on('error', () => change({ failed: true, playing: false }));
    surfer.current = made;
    return () => {
      surfer.current = null;
      sides.current = null;
      sound.close();
      media.pause();
      media.removeAttribute('src');
      made.destroy();
      setState({ ready: false, playing: false, started: false, seconds: 0, failed: false });
    };
  }, [element, peaks, id, queries]);

  const seek = useCallback((seconds: number) => surfer.current?.setTime(seconds), []);
  const skip = useCallback((seconds: number) => {
    const made = surfer.current;
    if (made !== null) made.setTime(Math.min(Math.max(0, made.getCurrentTime() + seconds), made.getDuration()));
  }, []);
  const toggle = useCallback(() => {
    surfer.current?.playPause().catch(() => setState((before) => ({ ...before, failed: true, playing: false })));
  }, []);
  const setSpeed = useCallback((rate: number) => surfer.current?.setPlaybackRate(rate, true), []);
  const setVolume = useCallback((side: 'caller' | 'agent', volume: number) => sides.current?.set(side, volume), []);
  const setSkipping = useCallback((on: boolean) => {
    skipping.current = on;
  }, []);
  return { container: setElement, ...state, waveform: peaks, toggle, seek, skip, setSpeed, setVolume, setSkipping };
}

/** Opus where the browser plays it, WAV where it does not. */
function audioUrl(id: string, media: HTMLAudioElement): string {
  const opus = media.canPlayType('audio/ogg; codecs=opus') !== '';
  return `/api/recordings/${encodeURIComponent(id)}/audio?format=${opus ? 'ogg' : 'wav'}`;
}

function coloursOf(element: HTMLElement) {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    caller: colour('--side-caller-rest'),
    callerPlayed: colour('--side-caller'),
    agent: colour('--side-agent-rest'),
    agentPlayed: colour('--side-agent'),
    cursor: colour('--mantine-color-text'),
    silence: colour('--silence'),
  };
}
