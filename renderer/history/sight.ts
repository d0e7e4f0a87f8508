import { useEffect, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { EventRow } from '../../preload/contract/api.ts';
import { type Stretch, suffices, toDraw, topShowing } from './stretch.ts';

/** Where the stylesheet puts a row in two lines. */
const narrow = window.matchMedia('(width < 560px)');

/** What stands above and below a list, at least. */
const aroundPx = 120;

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
  /** The list was scrolled, px from its top. */
  scrolled(top: number): void;
  /** Scrolls as far as it takes to see a row. */
  show(index: number): void;
}

/** Which rows a list draws, of those that it holds; it is drawn again when others come into sight. */
export function useSight(
  scroller: { readonly current: HTMLElement | null },
  rows: readonly EventRow[],
  rowPx: number,
): Sight {
  const [, draw] = useReducer<number, null>((times) => times + 1, 0);
  // Until it has been measured it is as high as the window leaves room: its first rows need not wait for that.
  const seen = useRef({ top: 0, height: Math.max(0, window.innerHeight - aroundPx) });
  const before = useRef(rows);
  const gone = goneAtTop(before.current, rows);
  before.current = rows;
  // What is in sight stays where it is, and is drawn once only.
  seen.current.top = Math.max(0, seen.current.top - gone * rowPx);
  useLayoutEffect(() => {
    if (gone > 0 && scroller.current !== null) scroller.current.scrollTop -= gone * rowPx;
  }, [gone, rows, rowPx, scroller]);

  const extent = () => ({ ...seen.current, rowPx, count: rows.length });
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
    scrolled(top) {
      seen.current.top = top;
      look.current();
    },
    show(index) {
      scroller.current?.scrollTo({ top: topShowing(index, { ...seen.current, rowPx }) });
    },
  };
}

/** How many rows were let go at the top of a list; 0 also where it is another one. */
function goneAtTop(before: readonly EventRow[], rows: readonly EventRow[]): number {
  if (before === rows) return 0;
  return Math.max(
    0,
    before.findIndex(({ id }) => id === rows[0]?.id),
  );
}
