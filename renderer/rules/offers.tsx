import { useMemo, useRef, useState } from 'preact/hooks';
import { useKeys } from '../ui/keys.ts';

interface OffersProps<T extends string> {
  readonly id: string;
  readonly label: string;
  readonly offers: readonly { readonly value: T; readonly label: string }[];
  readonly choose: (value: T) => void;
}

/** A button that shows what can be added, each at a click. */
export function Offers<T extends string>({ id, label, offers, choose }: OffersProps<T>) {
  const [open, setOpen] = useState(false);
  const list = useRef<HTMLFieldSetElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useKeys(
    useMemo(
      () =>
        open
          ? {
              Escape: () => {
                setOpen(false);
                button.current?.focus();
              },
            }
          : {},
      [open],
    ),
  );
  if (offers.length === 0) return null;
  return (
    <div id={id} class="adds">
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        onClick={() => {
          setOpen(!open);
          if (!open) requestAnimationFrame(() => list.current?.querySelector('button')?.focus());
        }}
      >
        + {label}
      </button>
      {open && (
        <fieldset ref={list} class="buttons" aria-label={label}>
          {offers.map(({ value, label: name }) => (
            <button
              key={value}
              type="button"
              onClick={() => {
                setOpen(false);
                choose(value);
              }}
            >
              {name}
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}
