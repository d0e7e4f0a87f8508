const stretchMs = 3_600_000;

/**
 * The wall clock as far as what cannot be undone may rely on it: it is followed back at once, but ahead only once it has
 * stood so for an hour or two in which the program ran; until then time goes on as it did. `newestAt`: up to when time is
 * known to have come before the start, null: nothing is known. The returned function is told the wall clock and for how
 * long the program ran since it was last asked. All in ms.
 */
export function believedTime(now: number, newestAt: number | null): (now: number, ranMs: number) => number {
  let ran = 0;
  let turnAt = stretchMs;
  // By how much the wall clock was ahead of the time that the program ran: the least in the last hour and in this one.
  // The lesser is believed, so that a clock that is wrong for minutes moves nothing. A machine that slept or was off
  // cannot be told from it, and is believed later; no hour begins anew for that, or one that often sleeps never were.
  let last = newestAt ?? now;
  let least = now;
  return (wall, ranMs) => {
    ran += ranMs;
    const ahead = wall - ran;
    if (ran >= turnAt) {
      last = least;
      least = ahead;
      turnAt = ran + stretchMs;
    }
    least = Math.min(least, ahead);
    return ran + Math.min(last, least);
  };
}
