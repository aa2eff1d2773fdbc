/** Tells a person, or a program, one line or more. */
export type Say = (text: string) => void;

const coloured = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
const sgr = (code: number) => (text: string) => (coloured ? `\u001b[${code}m${text}\u001b[0m` : text);

/** Colours where a person looks. */
export const style = { bold: sgr(1), dim: sgr(2), red: sgr(31), green: sgr(32), yellow: sgr(33), cyan: sgr(36) };
