import { createHash, randomUUID } from 'node:crypto';
import type { By } from '../core/agent.ts';
import { CentralitaError } from '../core/errors.ts';
import type { CallsRead, Custody, CustodyStore, EraserPort, HoldRow, Logger, PurgeRun, Tell } from '../ports.ts';
import { canonicalJson } from './ledger.ts';
import { type Refusal, type RetentionRule, refusalOf, verdictOf } from './retention.ts';

const PAGE = 2_000;
const SAMPLE = 100;
const DAY_MS = 86_400_000;

export type CustodyOptions = {
  readonly store: CustodyStore;
  readonly calls: Pick<CallsRead, 'recording'>;
  readonly eraser: EraserPort;
  /** The rules in force now. */
  readonly rules: () => readonly RetentionRule[];
  readonly tell: Tell;
  readonly now: () => number;
  readonly logger: Logger;
  /** Told of each recording that is erased, before its answer. */
  readonly erased: (recordingId: string) => void;
};

/** Which rules a dry run was of. */
export function rulesHash(rules: readonly RetentionRule[]): string {
  return createHash('sha256').update(canonicalJson(rules)).digest('hex').slice(0, 16);
}

const sentences: Readonly<Record<Refusal, string>> = {
  'no-rules': 'There are no rules of retention, so everything is kept; write them under `retention` in the site file.',
  'dry-run-needed': 'Nothing was purged under these rules yet: make a dry run first, and look at what it would erase.',
  'dry-run-old':
    'The last dry run, or purge, is more than 31 days ago by this clock: make a dry run, and look at what it would erase.',
  'clock-back': 'The clock of this machine is behind the newest event: it was set back. Set it right first.',
};

/**
 * Holds, erasures and purges: one at a time, so that a hold that was answered is seen by every erasure after it.
 */
export function custodyOf(options: CustodyOptions): Custody & { readonly close: () => Promise<void> } {
  const { store, eraser, tell, now, logger } = options;
  let previous: Promise<unknown> = Promise.resolve();
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const done = previous.then(work);
    previous = done.catch(() => undefined);
    return done;
  };
  const existing = async (recordingId: string) => {
    const recording = await options.calls.recording(recordingId);
    if (recording === null)
      throw new CentralitaError('recording-not-found', 'There is no such recording; search for its call again.');
    return recording;
  };
  const activeHolds = (recordingId: string) => store.holds({ recordingId, active: true });
  const newestHold = async (recordingId: string, holdId: string): Promise<HoldRow> => {
    const row = (await store.holds({ recordingId })).find((one) => one.id === holdId);
    if (row === undefined) throw new CentralitaError('hold-not-kept', 'The hold was not kept; try again.');
    return row;
  };

  const erase: Custody['erase'] = async (asked) => {
    await existing(asked.recordingId);
    const before = await store.erasure(asked.recordingId);
    if (before !== null) return before;
    const [hold] = await activeHolds(asked.recordingId);
    if (hold !== undefined)
      throw new CentralitaError(
        'recording-held',
        `The recording is held (${hold.reason}); release the hold first, and it can be erased.`,
      );
    const erasure = await eraser.erase(asked);
    options.erased(asked.recordingId);
    return erasure;
  };

  /** Goes through all recordings; `visit` is given those that are due. */
  const survey = async (
    by: By,
    kind: PurgeRun['kind'],
    rules: readonly RetentionRule[],
    visit: (of: { readonly recordingId: string; readonly callId: string; readonly rule: string }) => Promise<void>,
  ): Promise<PurgeRun> => {
    const at = now();
    const byRule: Record<string, number> = Object.fromEntries(rules.map((rule) => [rule.id, 0]));
    const sample: { recordingId: string; callId: string; rule: string }[] = [];
    const reasons: string[] = [];
    const counts = { looked: 0, due: 0, held: 0, erased: 0, failed: 0 };
    const run = (): PurgeRun => ({
      id,
      at,
      kind,
      rules: rulesHash(rules),
      by,
      ...counts,
      byRule,
      sample,
      reasons,
    });
    const id = randomUUID();
    for (let after = ''; ; ) {
      const rows = await store.candidates(after, PAGE);
      const last = rows.at(-1);
      if (last === undefined) break;
      for (const { recording, held } of rows) {
        counts.looked += 1;
        const verdict = verdictOf(recording, held, rules, at);
        if (verdict.kind === 'held') counts.held += 1;
        if (verdict.kind !== 'due') continue;
        counts.due += 1;
        byRule[verdict.rule] = (byRule[verdict.rule] ?? 0) + 1;
        const of = { recordingId: recording.recordingId, callId: recording.callId, rule: verdict.rule };
        if (sample.length < SAMPLE) sample.push(of);
        if (kind === 'dry-run') continue;
        try {
          await visit(of);
          counts.erased += 1;
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          // Held in the meantime: then it stays.
          if (error instanceof CentralitaError && error.code === 'recording-held') counts.held += 1;
          else counts.failed += 1;
          logger.warn({ err: error, recordingId: of.recordingId }, `not purged: ${reason}`);
          if (reasons.length < 20) reasons.push(reason);
        }
      }
      after = last.recording.recordingId;
      // What was done so far is on record, should the program be killed.
      if (kind === 'purge') await store.addPurge(run());
    }
    await store.addPurge(run());
    return run();
  };

  const lastLooked = async (rules: readonly RetentionRule[]) => {
    const hash = rulesHash(rules);
    return (await store.purges(1_000)).find((one) => one.rules === hash)?.at ?? null;
  };
  const refusal = async (rules = options.rules()) =>
    refusalOf(rules, await lastLooked(rules), await store.newestEventAt(), now());

  let surveying: Promise<unknown> | null = null;
  const once = <T>(work: () => Promise<T>): Promise<T> => {
    if (surveying !== null)
      throw new CentralitaError('purge-running', 'A dry run or a purge is under way; wait for its report.');
    const running = work().finally(() => {
      surveying = null;
    });
    surveying = running.catch(() => undefined);
    return running;
  };
  const purge = async (by: By, from: string): Promise<PurgeRun> => {
    // Taken once: rules that change from here on were looked at by nobody.
    const rules = options.rules();
    const refused = await refusal(rules);
    if (refused !== null) throw new CentralitaError(refused, sentences[refused]);
    return once(() =>
      survey(by, 'purge', rules, async ({ recordingId, rule }) => {
        await alone(() => erase({ recordingId, by, from, reason: `retention rule ${rule}`, rule }));
      }),
    );
  };

  const daily = setInterval(() => {
    void (async () => {
      try {
        if ((await refusal()) !== null) return;
        const [newest] = (await store.purges(50)).filter((one) => one.kind === 'purge');
        // The first purge is begun by a person.
        if (newest === undefined || now() - newest.at < DAY_MS) return;
        await purge({ kind: 'system' }, '');
      } catch (err) {
        logger.error({ err }, 'the daily purge failed; it is tried again within the hour');
      }
    })();
  }, DAY_MS / 24);
  daily.unref();

  return {
    hold: ({ recordingId, by, from, reason }) =>
      alone(async () => {
        const { callId } = await existing(recordingId);
        if ((await store.erasure(recordingId)) !== null)
          throw new CentralitaError('recording-erased', 'The recording is erased already; it cannot be held.');
        const holdId = randomUUID();
        await tell({ type: 'recording-held', callId, recordingId, holdId, by, from, reason });
        return newestHold(recordingId, holdId);
      }),
    release: ({ recordingId, holdId, by, from, reason }) =>
      alone(async () => {
        const hold = (await activeHolds(recordingId)).find((one) => one.id === holdId);
        if (hold === undefined)
          throw new CentralitaError('hold-not-found', 'There is no such hold in force; look at the recording again.');
        await tell({ type: 'recording-released', callId: hold.callId, recordingId, holdId, by, from, reason });
        return newestHold(recordingId, holdId);
      }),
    erase: (asked) => alone(() => erase(asked)),
    erasure: (recordingId) => store.erasure(recordingId),
    holds: store.holds,
    erasures: (limit) => store.erasures({ limit }),
    purges: store.purges,
    refusal: () => refusal(),
    rules: options.rules,
    dryRun: async (by) => once(() => survey(by, 'dry-run', options.rules(), async () => undefined)),
    purge,
    close: async () => {
      clearInterval(daily);
      await surveying;
      await previous;
    },
  };
}
