import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { asteriskLayout } from '../asterisk/layout.ts';
import { dataPaths } from '../data-folder.ts';
import { projectRoot } from '../paths.ts';
import type { Settings } from '../settings.ts';
import { type FlowTexts, readFlowTexts } from './flow-texts.ts';
import type { PromptWork } from './install-prompts.ts';
import { loadPromptTexts, withFlowTexts } from './prompt-texts.ts';

export interface WorkOptions {
  /** Default: those of the flow files. */
  readonly flows?: readonly FlowTexts[];
  /** Folder of the language files. */
  readonly textFolder?: string;
  readonly clean?: boolean;
}

/** All prompts of an installation, as its settings say. @throws CentralitaError `prompt-missing`, `prompts-missing`, `prompts-invalid`. */
export function promptWork(settings: Settings, options: WorkOptions = {}): PromptWork {
  const { flows = readFlowTexts(settings.flowsDir), textFolder, clean = false } = options;
  return {
    texts: withFlowTexts(loadPromptTexts(settings.languages, textFolder), flows),
    voices: settings.prompts.voices,
    recordings: dataPaths(settings.dataDir).prompts,
    sounds: asteriskLayout(settings).sounds,
    cache: cacheFolder(settings.dataDir),
    clean,
  };
}

/** Beside the unpacked programs where there are some, so that every installation of this checkout shares it. */
function cacheFolder(dataDir: string): string {
  const runtime = join(projectRoot(), '.runtime');
  return existsSync(runtime) ? join(runtime, 'prompts') : join(dataDir, 'prompt-cache');
}
