/** An error whose sentence says what to do next. `code` is stable: pages translate it, tests name it. */
export class CentralitaError extends Error {
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CentralitaError';
    this.code = code;
  }
}
