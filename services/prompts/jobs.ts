import { installPrompts, type PromptWork } from '../../config/prompts/install-prompts.ts';
import type { Placed } from '../../config/prompts/manifest.ts';
import { readUpload, type Upload } from '../../config/prompts/upload.ts';

/** What is done beside the controller, because it computes for long: plain data in and out. */
export type PromptJob =
  | { readonly kind: 'install'; readonly work: PromptWork }
  | { readonly kind: 'upload'; readonly path: string };

export type PromptResult = {
  readonly install: Readonly<Record<string, Placed>>;
  readonly upload: Upload;
};

/** Does one job. @throws CentralitaError as `installPrompts` and `readUpload` do. */
export function doJob(job: PromptJob): Promise<PromptResult[PromptJob['kind']]> {
  return job.kind === 'install' ? installPrompts(job.work) : readUpload(job.path);
}
