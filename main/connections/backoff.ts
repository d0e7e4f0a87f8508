const firstMs = 500;
const longestMs = 60_000;
const spreadMs = 5_000;

/** Full jitter: anything up to 0.5 s after the first failure, doubling to at most 60 s. */
export function backoffMs(failures: number, random: () => number): number {
  return random() * Math.min(longestMs, firstMs * 2 ** (failures - 1));
}

/** When a server closed the line, every desk comes back: they spread over 5 s. */
export function spreadOut(random: () => number): number {
  return random() * spreadMs;
}
