import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Most of a test is waiting; one worker less than there are processors, the default, would leave half of a small machine idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Longer than what any of them waits for by itself, so that it says what did not come.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
