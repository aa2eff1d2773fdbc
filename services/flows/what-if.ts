import { Worker } from 'node:worker_threads';
import type { SiteFile } from '../../config/site.ts';
import { threadModule } from '../../config/threads/thread-module.ts';
import type { Texts } from '../../ivr-flows/diff/change.ts';
import { versionOf } from '../../ivr-flows/loader.ts';
import { journeyEvents } from '../../ivr-flows/what-if/journey.ts';
import { CentralitaError } from '../core/errors.ts';
import type { FlowReplay, PassedCalls } from '../ports.ts';
import type { FlowEditor } from './editor.ts';
import type { WhatIfDone, WhatIfJob } from './what-if-job.ts';

/** So many calls of a period are taken, the newest. */
export const mostCalls = 1_000;
/** Versions that are read again, the newest: calls of older ones count as of a version that is gone. */
const mostVersions = 50;

const thread = threadModule(import.meta.url, 'what-if-thread');

/** Takes the calls of a period through a changed flow, in a thread of its own: one at a time. */
export function flowReplay(
  editor: FlowEditor,
  options: {
    readonly site: () => SiteFile;
    readonly texts: Texts;
    readonly secrets: readonly string[];
    readonly calls: PassedCalls;
  },
): FlowReplay {
  let busy = false;
  const run = async (flow: string, { from, to, through }: Parameters<FlowReplay>[1]) => {
    const file = editor.current().files.find((one) => one.flow.name === flow);
    if (!file) throw new CentralitaError('flow-not-found', `There is no flow ${flow} in force; see GET /api/flows.`);
    const text = 'text' in through ? through.text : editor.text(flow, through.version);
    const { total, calls } = await options.calls(flow, { from, to }, journeyEvents, mostCalls);
    const versions = [...new Set(editor.history(flow).map((one) => one.version))].slice(-mostVersions);
    const done = await inThread({
      site: options.site(),
      texts: options.texts,
      secrets: options.secrets,
      flow: { file: file.file, text, version: versionOf(text) },
      others: editor
        .current()
        .files.filter((one) => one !== file)
        .map(({ file: name, text: written, version }) => ({ file: name, text: written, version })),
      versions: versions.map((version) => ({ file: file.file, text: editor.text(flow, version), version })),
      calls,
    });
    if ('invalid' in done)
      throw new CentralitaError(
        'flow-invalid',
        'The changed flow has mistakes; mend what POST /api/flows/check says, then replay the calls.',
      );
    return { calls: done.calls, notTaken: total - calls.length, limit: mostCalls, ...done.outcome };
  };
  return async (flow, asked) => {
    if (busy) throw new CentralitaError('what-if-busy', 'Another replay is running; ask again when it has ended.');
    busy = true;
    try {
      return await run(flow, asked);
    } finally {
      busy = false;
    }
  };
}

function inThread(job: WhatIfJob): Promise<WhatIfDone> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(thread.url, { ...thread.options, workerData: job });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The thread that replays calls ended with ${code}.`)));
  });
}
