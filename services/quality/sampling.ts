import { isSampled, periodOf } from '../core/quality/sample.ts';
import { localTime } from '../core/schedule.ts';
import type { CallDetail, QualityRule } from '../http/protocol.ts';
import type { CallsRead, Cursors, Journal, Logger, NewAssignment, QualityStore } from '../ports.ts';

const CURSOR = 'quality-sampling';
const BATCH = 500;
const TROUBLE_MS = 1_000;

export type SamplingOptions = {
  readonly store: Pick<QualityStore, 'rules' | 'seen' | 'giveOut'>;
  readonly journal: Pick<Journal, 'read' | 'lastSeq'>;
  readonly cursors: Pick<Cursors, 'get' | 'set'>;
  readonly calls: Pick<CallsRead, 'detail'>;
  readonly timeZone: (serviceId: string) => string;
  readonly log: Logger;
};

export type Sampling = {
  /** Something was committed: look. */
  readonly notify: () => void;
  /** Settles when nothing is left to look at, for now. */
  readonly idle: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * Gives out recordings to be evaluated as the rules say, when they are sealed. Counts, assignments and the place in the
 * journal are saved in one transaction, so that a crash neither gives out twice nor forgets.
 */
export function startSampling(options: SamplingOptions): Sampling {
  let running: Promise<void> | null = null;
  let news = false;
  let closed = false;
  let timer: NodeJS.Timeout | null = null;
  const run = async () => {
    while (news && !closed) {
      news = false;
      news = (await pass(options)) || news;
    }
  };
  const notify = () => {
    news = true;
    if (closed || running !== null || timer !== null) return;
    running = run()
      .catch((error: unknown) => {
        options.log.error({ err: error, cursor: CURSOR }, 'recordings could not be given out; it is tried again');
        timer = setTimeout(() => {
          timer = null;
          notify();
        }, TROUBLE_MS).unref();
      })
      .finally(() => {
        running = null;
        if (news && timer === null) notify();
      });
  };
  notify();
  return {
    notify,
    idle: async () => {
      while (running !== null) await running;
    },
    close: async () => {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      await running;
    },
  };
}

/** Takes the next events of the journal. @returns whether there may be more. */
async function pass({ store, journal, cursors, calls, timeZone }: SamplingOptions): Promise<boolean> {
  const from = await cursors.get(CURSOR);
  const rules = (await store.rules()).filter((one) => one.active);
  if (rules.length === 0) {
    // Nothing is given out of what was sealed while no rule was in force.
    const last = await journal.lastSeq();
    if (last > from) await cursors.set(CURSOR, last);
    return false;
  }
  const events = await journal.read(from, BATCH);
  const newest = events.at(-1);
  if (newest === undefined) return false;
  const assignments: NewAssignment[] = [];
  const counts = new Map<string, { ruleId: string; group: string; seen: number }>();
  for (const { event, at } of events) {
    if (event.type !== 'recording-sealed') continue;
    const call = await calls.detail(event.callId);
    if (call === null) continue;
    for (const rule of rules) {
      if (!applies(rule, call)) continue;
      const period = periodOf(localTime(at, timeZone(call.call.serviceId)).date, rule.period);
      const group = `${call.call.agentId ?? ''}|${period}`;
      const key = `${rule.id}|${group}`;
      const count = counts.get(key) ?? { ruleId: rule.id, group, seen: await store.seen(rule.id, group) };
      counts.set(key, count);
      const chosen = isSampled(count.seen, rule.percent, key);
      count.seen += 1;
      if (chosen) assignments.push(assignmentOf(rule, event.recordingId, call, at));
    }
  }
  await store.giveOut({
    assignments,
    seen: [...counts.values()],
    cursor: { name: CURSOR, seq: newest.seq },
  });
  return events.length === BATCH;
}

function applies(rule: QualityRule, { call }: CallDetail): boolean {
  const is = (wanted: string | null, has: string | null) => wanted === null || wanted === has;
  return (
    is(rule.service, call.serviceId) &&
    is(rule.queue, call.queueId) &&
    is(rule.agent, call.agentId) &&
    (call.talkMs ?? 0) >= rule.minTalk * 1_000
  );
}

function assignmentOf(rule: QualityRule, recordingId: string, { call }: CallDetail, at: number): NewAssignment {
  // Nobody is given a conversation of their own.
  const evaluators = rule.evaluators.filter((one) => one !== call.agentId);
  const turn = [...recordingId].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 7);
  return {
    id: `${rule.id}-${recordingId}`,
    ruleId: rule.id,
    recordingId,
    callId: call.id,
    agentId: call.agentId,
    templateId: rule.templateId,
    evaluatorId: evaluators[turn % Math.max(1, evaluators.length)] ?? null,
    createdAt: at,
  };
}
