import { CentralitaError } from './errors.ts';
import type { Target } from './event.ts';
import type { Numbers } from './numbers.ts';
import type { Command } from './signal.ts';
import type { Site } from './site.ts';

/**
 * A number as somebody typed it (`600 111 222`), as E.164.
 * @throws CentralitaError `number-invalid`.
 */
export function typedNumber(written: string, site: Site, numbers: Numbers): string {
  const read = numbers.read(written, site.outbound.region);
  if (read) return read.number;
  throw new CentralitaError(
    'number-invalid',
    `"${written}" is no telephone number; write all of its digits, with its country unless that is ${site.outbound.region}.`,
  );
}

/**
 * A command as the engine takes it: numbers that people typed become E.164 at the border.
 * @throws CentralitaError `number-invalid`.
 */
export function withNumbers(command: Command, site: Site, numbers: Numbers): Command {
  const target = (to: Target): Target =>
    to.kind === 'number' ? { ...to, number: typedNumber(to.number, site, numbers) } : to;
  switch (command.name) {
    case 'transfer':
    case 'move':
    case 'consult':
      return { ...command, to: target(command.to) };
    case 'request-callback':
      return { ...command, number: typedNumber(command.number, site, numbers) };
    default:
      return command;
  }
}
