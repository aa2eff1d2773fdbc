/** What this folder asks of a logger: pino fits. */
export type Logger = {
  readonly debug: (details: object, text: string) => void;
  readonly info: (details: object, text: string) => void;
  readonly warn: (details: object, text: string) => void;
  readonly error: (details: object, text: string) => void;
};
