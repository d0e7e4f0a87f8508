import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface TitleProps {
  /** "Step 1 of 3". */
  readonly place: string;
  readonly children: ComponentChildren;
}

/** The title of a step; the focus comes to it, so that it is read out and the keys begin there. */
export function StepTitle({ place, children }: TitleProps) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <h1 ref={title} tabIndex={-1}>
      <span class="unseen-text">{place}: </span>
      {children}
    </h1>
  );
}
