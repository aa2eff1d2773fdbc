import { readdirSync, readFileSync } from 'node:fs';
import { usageOf } from '../support/rig.ts';

/** Processor time used so far by each part; ms, in steps of 10. */
export type Usage = {
  readonly asterisk: number;
  /** The controller's process without the threads that seal. */
  readonly controller: number;
  /** ffmpeg, once it has ended: encoding, and decoding what was written to compare it. */
  readonly encode: number;
  /** The threads that seal: reading the spool, waveform, hashes, age, and reading back. */
  readonly encrypt: number;
  /** SIPp's processes. */
  readonly telephones: number;
  /** This program. */
  readonly bench: number;
};

export function usageNow(pids: {
  readonly asterisk: number;
  readonly controller: number;
  readonly telephones: readonly number[];
}): Usage {
  const { controller } = pids;
  const encrypt = threadsOf(controller, 'sealer').reduce(
    (sum, thread) => sum + ticksOf(thread, 11) + ticksOf(thread, 12),
    0,
  );
  const own = process.cpuUsage();
  return {
    asterisk: usageOf(pids.asterisk).cpuMs,
    controller: usageOf(controller).cpuMs - encrypt,
    encode: ticksOf(`/proc/${controller}/stat`, 13) + ticksOf(`/proc/${controller}/stat`, 14),
    encrypt,
    telephones: pids.telephones.reduce((sum, pid) => sum + usageOf(pid).cpuMs, 0),
    bench: (own.user + own.system) / 1000,
  };
}

export function spent(from: Usage, to: Usage): Usage {
  const parts = Object.keys(from) as (keyof Usage)[];
  return Object.fromEntries(parts.map((part) => [part, to[part] - from[part]])) as Usage;
}

/** The `stat` files of a process's threads of a name. */
function threadsOf(pid: number, name: string): readonly string[] {
  const folder = `/proc/${pid}/task`;
  return readdirSync(folder)
    .filter((id) => readFileSync(`${folder}/${id}/comm`, 'utf8').trim() === name)
    .map((id) => `${folder}/${id}/stat`);
}

/** A field of a `stat` file, counted from 0 after the name; hundredths of a second, as ms. */
function ticksOf(file: string, field: number): number {
  const stat = readFileSync(file, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[field]) * 10;
}
