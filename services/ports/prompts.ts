import type { UserId } from '../core/ids.ts';
import type { Wordings } from '../core/wording.ts';
import type { PromptRow } from '../http/protocol.ts';

/** The prompts while the controller runs. */
export type Prompts = {
  /** Everything that can be played: language → key → text; texts of flows under `<flow>/<key>`. */
  readonly texts: () => ReadonlyMap<string, ReadonlyMap<string, string>>;
  /**
   * Makes the texts of all current flows playable, and takes them over; asked for before flows come into force.
   * @throws CentralitaError `prompt-not-made`; the texts are then as before.
   */
  readonly prepare: (
    flows: readonly {
      readonly flow: string;
      readonly prompts: Readonly<Record<string, Readonly<Record<string, string>>>>;
    }[],
  ) => Promise<void>;
  readonly list: () => readonly PromptRow[];
  /** What a prompt is now: what is written beside a consent. */
  readonly wording: Wordings;
  /** As callers hear it, a WAV file of 16 kHz. @throws CentralitaError `prompt-unknown`. */
  readonly sound: (language: string, key: string) => Uint8Array;
  /**
   * Puts a recording in the place of the spoken text; callers who begin to hear it from now on hear the new one.
   * @throws CentralitaError `prompt-unknown`, `upload-…` with what to do.
   */
  readonly record: (
    language: string,
    key: string,
    upload: { readonly name: string; readonly content: AsyncIterable<Uint8Array> },
    by: UserId,
  ) => Promise<PromptRow>;
  /** Back to the spoken text. @throws CentralitaError `prompt-unknown`, `prompt-not-recorded`. */
  readonly remove: (language: string, key: string, by: UserId) => Promise<PromptRow>;
};
