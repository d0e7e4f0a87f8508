import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { EventRow } from '../../preload/contract/api.ts';

/** Where the stylesheet puts a row in two lines. */
const narrow = window.matchMedia('(width < 560px)');

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

/** Which rows are in sight, drawn again when that changes. */
export function useVirtual(
  scroller: { readonly current: HTMLDivElement | null },
  rows: readonly EventRow[],
  rowPx: number,
): Virtualizer<HTMLDivElement, HTMLElement> {
  const [, draw] = useReducer<number, null>((times) => times + 1, 0);
  const made = useRef<Virtualizer<HTMLDivElement, HTMLElement> | null>(null);
  const options = {
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 4,
    getItemKey: (index: number) => rows[index]?.id ?? index,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => draw(null),
  };
  made.current ??= new Virtualizer(options);
  const virtual = made.current;
  virtual.setOptions(options);
  useLayoutEffect(() => virtual._didMount(), [virtual]);
  useLayoutEffect(() => virtual._willUpdate());
  useLayoutEffect(() => virtual.measure(), [virtual, rowPx]);
  const before = useRef(rows);
  useLayoutEffect(() => {
    const gone = before.current.findIndex(({ id }) => id === rows[0]?.id);
    before.current = rows;
    if (gone <= 0 || scroller.current === null) return;
    // Rows were let go at the top: what is in sight stays where it is. The list would learn of it a frame too late.
    scroller.current.scrollTop -= gone * rowPx;
    virtual.scrollOffset = scroller.current.scrollTop;
    draw(null);
  }, [rows, rowPx, scroller, virtual]);
  return virtual;
}
