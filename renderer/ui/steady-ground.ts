import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Keeps what is read below an element where it is when that grows or shrinks: what scrolls there goes along. `reading`:
 * somebody is at a row of a list; a list that only has the focus begins at its top.
 */
export function useSteadyGround(above: RefObject<HTMLElement | null>, reading: boolean): void {
  const last = useRef<number | null>(null);
  useLayoutEffect(() => {
    const height = above.current?.offsetHeight ?? 0;
    const moved = last.current === null ? 0 : height - last.current;
    last.current = height;
    if (moved === 0) return;
    for (const scroller of document.querySelectorAll('#screen, #screen *')) {
      if (scroller.scrollTop > 0 || (scroller.scrollHeight > scroller.clientHeight && isAt(scroller, reading)))
        scroller.scrollTop += moved;
    }
  });
}

/** Whether somebody is in it with the keyboard. */
function isAt(scroller: Element, reading: boolean): boolean {
  const { activeElement } = document;
  if (activeElement === null || !scroller.contains(activeElement)) return false;
  if (activeElement.role === 'grid' && !reading) return false;
  return ['auto', 'scroll'].includes(getComputedStyle(scroller).overflowY);
}
