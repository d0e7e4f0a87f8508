import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { keepCompiled } from './test/compile-cache.ts';

keepCompiled();

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Most of a test is waiting: as many as there are processors, or fewer, the default, would leave a third of a small machine idle.
    maxWorkers: availableParallelism() + 1,
    // Longer than what any of them waits for by itself, so that it says what did not come.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
