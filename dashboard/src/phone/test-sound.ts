/** Two notes as a WAV file in memory: played through an audio element, so that the chosen loudspeaker is used. */
export function testSound(): string {
  const rate = 16_000;
  const samples = new Int16Array(rate * 0.8);
  for (let index = 0; index < samples.length; index += 1) {
    const seconds = index / rate;
    const note = seconds < 0.4 ? 660 : 880;
    const fade = Math.min(1, (seconds % 0.4) / 0.02, (0.4 - (seconds % 0.4)) / 0.1);
    samples[index] = Math.sin(2 * Math.PI * note * seconds) * fade * 8000;
  }
  const header = new DataView(new ArrayBuffer(44));
  const text = (offset: number, value: string) => {
    for (let index = 0; index < value.length; index += 1) header.setUint8(offset + index, value.charCodeAt(index));
  };
  text(0, 'RIFF');
  header.setUint32(4, 36 + samples.byteLength, true);
  text(8, 'WAVEfmt ');
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, rate, true);
  header.setUint32(28, rate * 2, true);
  header.setUint16(32, 2, true);
  header.setUint16(34, 16, true);
  text(36, 'data');
  header.setUint32(40, samples.byteLength, true);
  return URL.createObjectURL(new Blob([header, samples], { type: 'audio/wav' }));
}
