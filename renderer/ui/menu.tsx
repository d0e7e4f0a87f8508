import { useLayoutEffect, useRef } from 'preact/hooks';

/** Something that a menu offers. */
export interface MenuItem {
  readonly label: string;
  readonly run: () => void;
}

interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** Where its corner is, in the window. */
  readonly at: { readonly x: number; readonly y: number };
  /** It was left, whether or not something was chosen. It comes late: the next menu may be open by then, so give each a key of its own. */
  readonly closed: () => void;
}

const marginPx = 8;

/** A menu over everything else. Arrow keys move in it, Escape and a click beside it leave it, and the focus goes back. */
export function Menu({ label, items, at, closed }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const shown = menu.current;
    if (shown === null) return;
    shown.showPopover();
    const place = () => {
      const { width, height } = shown.getBoundingClientRect();
      shown.style.left = `${Math.max(marginPx, Math.min(at.x, window.innerWidth - width - marginPx))}px`;
      shown.style.top = `${Math.max(marginPx, Math.min(at.y, window.innerHeight - height - marginPx))}px`;
    };
    place();
    shown.querySelector('button')?.focus();
    // Its words may grow while it is open, and the window shrink.
    const sizes = new ResizeObserver(place);
    for (const each of [shown, document.documentElement]) sizes.observe(each);
    return () => sizes.disconnect();
  }, [at.x, at.y, label]);
  const move = (key: string): void => {
    const buttons = [...(menu.current?.querySelectorAll('button') ?? [])];
    const here = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[key] ?? here;
    buttons.at(next % buttons.length)?.focus();
  };
  return (
    <div
      ref={menu}
      class="menu"
      popover="auto"
      role="menu"
      aria-label={label}
      onToggle={(event) => {
        if (event.newState === 'closed') closed();
      }}
      onKeyDown={(event) => {
        // What a key means elsewhere it does not mean here.
        event.stopPropagation();
        if (event.key === 'Tab') menu.current?.hidePopover();
        if (!['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key)) return;
        event.preventDefault();
        move(event.key);
      }}
    >
      {items.map((item) => (
        <button
          key={item.label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          onClick={() => {
            menu.current?.hidePopover();
            item.run();
          }}
        >
          {item.label}
        </button>
      ))}
    </div>
  );
}
