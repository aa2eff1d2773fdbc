import { useEffect, useRef, useState } from 'react';
import { playOnChosenOutput } from '../../phone/devices.ts';

/** What sounds now, so that two prompts never sound at once. */
let sounding: HTMLAudioElement | null = null;

/** Plays a sound of the server on the person's own loudspeaker; a second press ends it. */
export function usePlayback(address: string) {
  const [isPlaying, setPlaying] = useState(false);
  const audio = useRef<HTMLAudioElement | null>(null);
  useEffect(() => () => audio.current?.pause(), []);
  const toggle = () => {
    if (isPlaying) {
      audio.current?.pause();
      return;
    }
    sounding?.pause();
    const element = new Audio(address);
    audio.current = element;
    sounding = element;
    for (const over of ['pause', 'ended', 'error']) element.addEventListener(over, () => setPlaying(false));
    setPlaying(true);
    playOnChosenOutput(element)
      .then(() => element.play())
      .catch(() => setPlaying(false));
  };
  return { isPlaying, toggle };
}
