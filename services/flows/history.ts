import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const entrySchema = z.object({
  version: z.string(),
  /** Ms since the epoch. */
  at: z.number(),
  /** Null: found in the folder when it was read. */
  by: z.string().nullable(),
  note: z.string(),
});

/** A version that came into force. */
export type HistoryEntry = Readonly<z.infer<typeof entrySchema>>;

const fileOf = (archive: string, flow: string) => join(archive, `${flow}.history.jsonl`);

/** What was in force of a flow, the newest last. A line that was cut off by a crash is left out. */
export function historyOf(archive: string, flow: string): readonly HistoryEntry[] {
  const file = fileOf(archive, flow);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [entrySchema.parse(JSON.parse(line))];
      } catch {
        return [];
      }
    });
}

/** Notes that a version is in force from now on. */
export function note(archive: string, flow: string, entry: HistoryEntry): void {
  appendFileSync(fileOf(archive, flow), `${JSON.stringify(entry)}\n`, { mode: 0o600, flush: true });
}
