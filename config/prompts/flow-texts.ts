import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** The texts that a flow brings itself: key → language → text. */
export interface FlowTexts {
  readonly flow: string;
  readonly prompts: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const SIZE_LIMIT_BYTES = 1_000_000;

const partSchema = z.looseObject({
  flow: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  prompts: z.record(z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/), z.record(z.string(), z.string().trim().min(1))),
});

/**
 * What the flow files of a folder bring of texts. What is wrong with a flow is not said here but where flows are loaded:
 * the sound of the others is made all the same.
 */
export function readFlowTexts(folder: string): readonly FlowTexts[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.flow-test.yaml'))
    .flatMap((name) => textsOf(join(folder, name)));
}

function textsOf(path: string): readonly FlowTexts[] {
  if (statSync(path).size > SIZE_LIMIT_BYTES) return [];
  try {
    const read = partSchema.safeParse(parse(readFileSync(path, 'utf8'), { maxAliasCount: 100 }));
    return read.success ? [{ flow: read.data.flow, prompts: read.data.prompts }] : [];
  } catch {
    // Not YAML: the loader names the place.
    return [];
  }
}
