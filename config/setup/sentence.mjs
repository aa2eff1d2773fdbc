/** A failure that the person at the terminal can mend: the message is a whole sentence that says how. */
export class SetupError extends Error {
  /**
   * @param {string} code short name for tests and scripts
   * @param {string} sentence what went wrong and what to do next
   */
  constructor(code, sentence) {
    super(sentence);
    this.name = 'SetupError';
    this.code = code;
  }
}

/** The message of anything thrown. */
export function reasonOf(error) {
  return error instanceof Error ? error.message : String(error);
}
