import { clockText, dateText, locale } from '../../preload/contract/texts/index.ts';

/** A time as a person reads it; the whole of it on hover. */
export function Moment({ at, now }: { readonly at: number; readonly now: number }) {
  const whole = `${dateText(at)} ${new Date(at).toLocaleTimeString(locale())}`;
  return (
    <time dateTime={new Date(at).toISOString()} title={whole}>
      {clockText(at, now)}
    </time>
  );
}
