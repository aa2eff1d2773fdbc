/**
 * Lets a Node without TypeScript support run the sources as they are: `node --import …/from-source.mjs program.ts`.
 * Only tests and development come this way; the built program is plain JavaScript and never loads this file.
 */
import { register } from 'node:module';

register(new URL('./from-source-hooks.mjs', import.meta.url));
