/** Loaded before the product (`--import`): tells its parent, on SIGUSR2, the longest stop of its main thread since the last time. */
import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

if (isMainThread && process.env.TOCSIN_STOPS !== undefined) {
  const file = process.env.TOCSIN_STOPS;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  process.on('SIGUSR2', () => {
    // Whole or not at all: whoever waits for it may look between its beginning and its text.
    writeFileSync(`${file}.part`, JSON.stringify({ longestMs: delay.max / 1e6, p99Ms: delay.percentile(99) / 1e6 }));
    renameSync(`${file}.part`, file);
    delay.reset();
  });
}
