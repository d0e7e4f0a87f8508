import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

interface DropdownProps {
  /** What stands on its button. */
  readonly label: ComponentChildren;
  /** What it is called where the label does not say it. */
  readonly name?: string;
  readonly class?: string;
  /** Pressing it does nothing now; it keeps the focus. */
  readonly idle?: boolean;
  /** Drawn while it is open; `close` closes it and gives the focus back to the button. */
  readonly children: (close: () => void) => ComponentChildren;
}

/**
 * A button that opens a panel below it: choices, or a small form. Escape, a click elsewhere and the focus leaving it close
 * it. https://www.w3.org/WAI/ARIA/apg/patterns/disclosure/
 */
export function Dropdown({ label, name, class: look = '', idle = false, children }: DropdownProps) {
  const [open, setOpen] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  // With what is shown, not a frame later: the next key belongs to it.
  useLayoutEffect(() => {
    if (!open) return;
    const panel = whole.current?.querySelector<HTMLElement>('.panel');
    const resized = () => panel && moveIntoSight(panel);
    resized();
    panel?.querySelector<HTMLElement>('button, select, input')?.focus();
    const pressed = ({ target }: PointerEvent) => {
      if (target instanceof Node && whole.current?.contains(target) === false) setOpen(false);
    };
    document.addEventListener('pointerdown', pressed);
    window.addEventListener('resize', resized);
    return () => {
      document.removeEventListener('pointerdown', pressed);
      window.removeEventListener('resize', resized);
    };
  }, [open]);
  function close(): void {
    setOpen(false);
    button.current?.focus();
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to what is in it
    <div
      ref={whole}
      class="dropdown"
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(event, whole.current);
        if (event.key !== 'Escape' || !open) return;
        event.stopPropagation();
        close();
      }}
      onFocusOut={({ relatedTarget }) => {
        if (relatedTarget instanceof Node && whole.current?.contains(relatedTarget) === false) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        class={look}
        aria-label={name}
        aria-expanded={open}
        aria-disabled={idle}
        onClick={() => idle || setOpen(!open)}
      >
        {label}
        <span class="turn" aria-hidden="true">
          {' '}
          ▾
        </span>
      </button>
      {open && (
        <fieldset class="panel" aria-label={name}>
          {children(close)}
        </fieldset>
      )}
    </div>
  );
}

const edgePx = 8;

/** It begins where its button does, unless the window ends before it would. */
function moveIntoSight(panel: HTMLElement): void {
  panel.style.translate = '';
  const beyond = panel.getBoundingClientRect().right + edgePx - document.documentElement.clientWidth;
  if (beyond > 0) panel.style.translate = `${-beyond}px`;
}

/** Arrows go from choice to choice; those of a field are its own. */
function step(event: KeyboardEvent, whole: HTMLElement | null): void {
  const choices = [...(whole?.querySelectorAll<HTMLElement>('.panel button') ?? [])];
  const at = choices.findIndex((choice) => choice.matches(':focus'));
  if (at === -1) return;
  event.preventDefault();
  event.stopPropagation();
  choices[(at + (event.key === 'ArrowDown' ? 1 : choices.length - 1)) % choices.length]?.focus();
}
