import { notifications } from '@mantine/notifications';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import type { CallDetail, RecordingDetail } from '../../../../services/http/protocol.ts';
import { audioSeconds } from './audio-time.ts';
import type { Player } from './use-player.ts';

export type Place = {
  /** Ms since the first ring: of the playing head, or of the moment that was chosen last; null before anything was. */
  readonly position: number | null;
  /** The event that was chosen. */
  readonly selected: number | null;
  readonly seek: (ms: number) => void;
  readonly select: (seq: number | null) => void;
  /** An event: its moment, and itself. */
  readonly choose: (seq: number) => void;
  /** Copies a link that opens this call here. */
  readonly share: () => void;
};

/**
 * Where one is in the call. A link to it has the moment (`t`, seconds since the first ring, or `audio`, seconds of the recording)
 * and the event (`e`): whoever may see
 * the call and opens it is in the same place.
 */
export function usePlace(detail: CallDetail, playable: RecordingDetail | null, player: Player): Place {
  const { t } = useTranslation();
  const { rangAt } = detail.call;
  const [parameters, setParameters] = useSearchParams();
  const inAudio = momentOf(parameters.get('audio'));
  const asked =
    inAudio !== null && playable !== null
      ? Math.max(0, playable.startedAt - rangAt + inAudio)
      : momentOf(parameters.get('t'));
  const [moment, setMoment] = useState<number | null>(asked);
  const chosen = Number(parameters.get('e') ?? Number.NaN);
  const selected = detail.timeline.some((entry) => entry.seq === chosen) ? chosen : null;
  // The sound leads while it plays, and where it was moved by its own controls.
  const heard = playable === null ? null : playable.startedAt - rangAt + player.seconds * 1000;
  const before = useRef(heard);
  useEffect(() => {
    const moved = heard !== null && before.current !== null && Math.abs(heard - before.current) > 1;
    before.current = heard;
    if (moved && player.started) setMoment(heard);
  }, [heard, player.started]);
  const { seek: seekSound } = player;
  const seek = useCallback(
    (ms: number) => {
      setMoment(ms);
      if (playable !== null) seekSound(audioSeconds(playable, rangAt + ms));
    },
    [playable, rangAt, seekSound],
  );
  // A link's moment is sought once, as soon as there is a sound to seek in.
  const sought = useRef(false);
  useEffect(() => {
    if (!player.ready || sought.current || asked === null || playable === null) return;
    sought.current = true;
    seekSound(audioSeconds(playable, rangAt + asked));
  }, [player.ready, asked, playable, rangAt, seekSound]);
  const select = (seq: number | null) =>
    setParameters(
      (now) => {
        const next = new URLSearchParams(now);
        if (seq === null) next.delete('e');
        else next.set('e', String(seq));
        return next;
      },
      { replace: true },
    );
  const share = () => {
    const link = new URL(window.location.href);
    if (moment !== null) link.searchParams.set('t', (moment / 1000).toFixed(3));
    const done = () => notifications.show({ message: t('track.copied'), color: 'green' });
    // Without a clipboard (plain HTTP) the address itself is the link.
    const inAddress = () => {
      window.history.replaceState(null, '', link);
      notifications.show({ message: t('track.inAddress') });
    };
    if (navigator.clipboard === undefined) inAddress();
    else navigator.clipboard.writeText(link.href).then(done, inAddress);
  };
  return {
    position: moment,
    selected,
    seek,
    select,
    choose: (seq) => {
      const entry = detail.timeline.find((one) => one.seq === seq);
      if (entry === undefined) return;
      select(seq);
      seek(Math.max(0, entry.at - rangAt));
    },
    share,
  };
}

function momentOf(text: string | null): number | null {
  const seconds = text === null || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.round(seconds * 1000) : null;
}
