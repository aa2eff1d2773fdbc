import { defineConfig } from 'vitest/config';
import { LongOnesFirst } from './test/support/long-ones-first.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    sequence: { sequencer: LongOnesFirst },
  },
});
