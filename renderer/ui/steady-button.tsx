import type { ComponentChildren } from 'preact';

interface SteadyButtonProps {
  /** Pressing it does nothing now. */
  readonly idle: boolean;
  readonly press: () => unknown;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/**
 * A button that keeps the focus while pressing it does nothing: one that is disabled loses it, and with it the place of
 * whoever goes by keys.
 */
export function SteadyButton({ idle, press, class: look = '', children }: SteadyButtonProps) {
  return (
    <button type="button" class={look} aria-disabled={idle} onClick={() => idle || press()}>
      {children}
    </button>
  );
}
