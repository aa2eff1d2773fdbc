/** What a source is given besides its own settings. */
export type SourceContext = {
  readonly dataDir: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/**
 * A place that master keys come from: 32 bytes each. The first key of the first source wraps, all others only unwrap.
 * @throws CentralitaError with a sentence that says what to do.
 */
export type KeySource<Settings> = {
  readonly read: (settings: Settings, context: SourceContext) => Promise<readonly Buffer[]>;
  /** It may give another key later, without a restart. */
  readonly changes: boolean;
};
