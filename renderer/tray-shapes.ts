import type { Severity, TrayPicture } from '../preload/contract/api.ts';

/** The shapes of the tray's pictures as SVG on a grid of 16: `build/draw-icons.ts` draws the tray with them, the window its tab. */

/** These hold 3:1 on light and on dark panels. */
const colours = { ok: '#12877A', info: '#3D7BE0', warning: '#B38300', error: '#C04E00', critical: '#D6174E' } as const;
type Coloured = 'warning' | 'error' | 'critical';
export const coloured: readonly Coloured[] = ['warning', 'error', 'critical'];
/** For bell and marks where the colour of what they stand on cannot be known. */
export const anyInk = '#7A7A7A';

const shapes: Readonly<Record<Coloured, { readonly filled: string; readonly hollow: string; readonly dotY: number }>> =
  {
    warning: { filled: 'M8 .5 15.8 15H.2z', hollow: 'M8 2.4 14.2 14H1.8z', dotY: 10.3 },
    error: { filled: 'M8 .2 15.8 8 8 15.8.2 8z', hollow: 'M8 1.9 14.1 8 8 14.1 1.9 8z', dotY: 8 },
    critical: { filled: 'M1 1h14v14H1z', hollow: 'M2 2h12v12H2z', dotY: 8 },
  };
/** The place of the "!" in each shape, from its top. */
const bangs: Readonly<Record<Coloured, string>> = {
  warning: 'M7 5h2v5H7zM7 11.3h2v2H7z',
  error: 'M7 4h2v5H7zM7 10.3h2v2H7z',
  critical: 'M7 3.3h2v5.4H7zM7 10.4h2v2.2H7z',
};
const bellBody = 'M2.8 11.7c1.2-1 1.7-2.3 1.7-4.7a3.5 3.5 0 0 1 7 0c0 2.4.5 3.7 1.7 4.7z';
const bellParts = 'M6.5 14.2a1.6 1.6 0 0 0 3 0M8 2.6V1.4';
const strike = 'M2.2 14.2 14 1.8';
const crossMark = 'M9.9 9.9 14.9 14.9M14.9 9.9 9.9 14.9';
const barsMark = 'M9.4 9.4h2.4V15.6H9.4zM13.2 9.4h2.4V15.6h-2.4z';

export function bell(ink: string): string {
  return `<path d="${bellBody}${bellParts}" fill="none" stroke="${ink}" stroke-width="1.4" stroke-linejoin="round" stroke-linecap="round"/>`;
}

/** The strike is cut free from the bell, else both are one blot at 16 pixels. */
function struckBell(ink: string): string {
  const line = (width: number, colour: string) =>
    `<path d="${strike}" stroke="${colour}" stroke-width="${width}" stroke-linecap="round"/>`;
  return `<mask id="strike"><path d="M0 0h16v16H0z" fill="#fff"/>${line(3.8, '#000')}</mask><g mask="url(#strike)">${bell(ink)}</g>${line(1.6, ink)}`;
}

function filled(severity: Coloured, marked: boolean): string {
  const bang = marked ? '' : bangs[severity];
  return `<path d="${shapes[severity].filled}${bang}" fill="${colours[severity]}" fill-rule="evenodd"/>`;
}

function hollow(severity: Coloured): string {
  const { hollow: path, dotY } = shapes[severity];
  const colour = colours[severity];
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.6" stroke-linejoin="round"/><circle cx="8" cy="${dotY}" r="1.4" fill="${colour}"/>`;
}

function marked(inner: string, mark: string): string {
  return `<mask id="free"><path d="M0 0h16v16H0z" fill="#fff"/><path d="M8 8h8v8H8z" fill="#000"/></mask><g mask="url(#free)">${inner}</g>${mark}`;
}

/** The inner part of a picture, bell and marks in one colour. The struck bell carries no cross. */
export function trayShape({ picture, mark }: TrayPicture, ink: string): string {
  const cross = `<path d="${crossMark}" stroke="${ink}" stroke-width="2" stroke-linecap="round"/>`;
  const bars = `<path d="${barsMark}" fill="${ink}"/>`;
  const shown = mark === 'cross' && picture.shape === 'struck-bell' ? null : mark;
  const inner = innerShape(picture, shown !== null, ink);
  return shown === null ? inner : marked(inner, shown === 'cross' ? cross : bars);
}

/** The severity's shape, as the picture of a toast. */
export function toastShape(severity: Severity): string {
  if (severity === 'ok') {
    return `<circle cx="8" cy="8" r="5.2" fill="none" stroke="${colours.ok}" stroke-width="2.2"/>`;
  }
  return severity === 'info' ? `<circle cx="8" cy="8" r="4.2" fill="${colours.info}"/>` : filled(severity, false);
}

/** Below `warning` there is no shape, for nothing below it waits to be seen. */
function innerShape(picture: TrayPicture['picture'], hasMark: boolean, ink: string): string {
  if (!('severity' in picture)) return picture.shape === 'struck-bell' ? struckBell(ink) : bell(ink);
  const severity = coloured.find((each) => each === picture.severity);
  if (severity === undefined) return bell(ink);
  return picture.shape === 'filled' ? filled(severity, hasMark) : hollow(severity);
}
