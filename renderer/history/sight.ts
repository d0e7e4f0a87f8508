import { useEffect, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { EventRow } from '../../preload/contract/api.ts';
import { type Stretch, suffices, toDraw, topShowing } from './stretch.ts';

/** Where the stylesheet puts a row in two lines. */
const narrow = window.matchMedia('(width < 560px)');

/** What stands above and below a list, at least. */
const aroundPx = 120;

/** A list stands still when it was not scrolled for so long. */
const stillMs = 200;

/** The height of a row. */
export function useRowPx(): number {
  const [isNarrow, setNarrow] = useState(narrow.matches);
  useEffect(() => {
    const turned = ({ matches }: MediaQueryListEvent) => setNarrow(matches);
    narrow.addEventListener('change', turned);
    return () => narrow.removeEventListener('change', turned);
  }, []);
  return isNarrow ? 48 : 28;
}

/** Which rows are drawn. */
interface Sight extends Stretch {
  /** So many rows were let go at the top whose room is still there. */
  readonly gone: number;
  /** The list was scrolled, px from its top. */
  scrolled(top: number): void;
  /** Scrolls as far as it takes to see a row. */
  show(index: number): void;
}

/**
 * Which rows a list draws, of those that it holds; it is drawn again when others come into sight. The room of rows that are
 * let go at the top is given up when the list stands still: to move all of it under a hand that scrolls costs a frame.
 */
export function useSight(
  scroller: { readonly current: HTMLElement | null },
  rows: readonly EventRow[],
  rowPx: number,
): Sight {
  const [, draw] = useReducer<number, null>((times) => times + 1, 0);
  // Until it has been measured it is as high as the window leaves room: its first rows need not wait for that.
  const seen = useRef({ top: 0, height: Math.max(0, window.innerHeight - aroundPx) });
  const before = useRef(rows);
  const gone = useRef(0);
  if (before.current !== rows) {
    gone.current = goneAtTop(before.current, rows, gone.current);
    before.current = rows;
  }
  const moved = useRef(false);
  useLayoutEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    if (scroller.current !== null) scroller.current.scrollTop = seen.current.top;
  });
  const settle = () => {
    const { current: element } = scroller;
    if (gone.current === 0 || element === null) return;
    // What is in sight stays where it is: by now, for a list that was scrolled says so a frame later.
    seen.current.top = Math.max(0, element.scrollTop - gone.current * rowPx);
    gone.current = 0;
    moved.current = true;
    draw(null);
  };
  const settling = useRef(settle);
  settling.current = settle;
  const still = useRef(0);
  useEffect(() => () => window.clearTimeout(still.current), []);

  const extent = () => {
    const { top, height } = seen.current;
    return { top: top - gone.current * rowPx, height, rowPx, count: rows.length };
  };
  const drawn = useRef(toDraw(extent()));
  drawn.current = toDraw(extent());
  const look = useRef(() => {});
  look.current = () => {
    if (!suffices(drawn.current, extent())) draw(null);
  };
  useLayoutEffect(() => {
    const { current: element } = scroller;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      seen.current.height = entry.contentRect.height;
      look.current();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  return {
    ...drawn.current,
    gone: gone.current,
    scrolled(top) {
      seen.current.top = top;
      window.clearTimeout(still.current);
      still.current = window.setTimeout(() => settling.current(), stillMs);
      // Above the rows there is nothing to see.
      if (extent().top < 0) settle();
      else look.current();
    },
    show(index) {
      scroller.current?.scrollTo({ top: topShowing(gone.current + index, { ...seen.current, rowPx }) });
    },
  };
}

/** How many rows were let go at the top of a list, with those that were before; 0 where it is another list. */
function goneAtTop(before: readonly EventRow[], rows: readonly EventRow[], gone: number): number {
  const index = before.findIndex(({ id }) => id === rows[0]?.id);
  return index < 0 ? 0 : gone + index;
}
