import { CentralitaError } from '../errors.ts';

/** Refuses a person's command; nothing has happened then. @throws CentralitaError */
export function refuse(code: string, message: string): never {
  throw new CentralitaError(code, message);
}
