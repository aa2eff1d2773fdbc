import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

/** What a microphone hears, −60 to 0 dBFS, drawn on each frame without going through React. */
export function LevelMeter({ stream }: { readonly stream: MediaStream | null }) {
  const { t } = useTranslation();
  const meter = useRef<HTMLMeterElement>(null);
  useEffect(() => {
    if (stream === null) return;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 1024;
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let frame = 0;
    let shown = 0;
    const draw = () => {
      analyser.getFloatTimeDomainData(samples);
      let sum = 0;
      for (const sample of samples) sum += sample * sample;
      const decibels = 10 * Math.log10(sum / samples.length + 1e-12);
      const level = Math.min(1, Math.max(0, (decibels + 60) / 60));
      shown = Math.max(level, shown - 0.02);
      if (meter.current !== null) meter.current.value = shown;
      frame = requestAnimationFrame(draw);
    };
    draw();
    return () => {
      cancelAnimationFrame(frame);
      void context.close();
    };
  }, [stream]);
  return <meter ref={meter} className="level" min={0} max={1} aria-label={t('microphone.level')} data-testid="level" />;
}
