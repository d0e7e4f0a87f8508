/** Where the window stands, in the pixels of the desktop. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowBounds extends Bounds {
  readonly maximized: boolean;
}

export const firstSize = { width: 900, height: 600 } as const;

/** Of the title bar, so that it can be grabbed. */
const grip = { width: 120, height: 30 } as const;

/**
 * Where a window opens that stood at `last`: there, no larger than its screen, as long as its title bar can be grabbed
 * on one of them; else in the middle of the first. Null: the system chooses, at the first size.
 */
export function boundsOnScreen(last: WindowBounds | null, screens: readonly Bounds[]): WindowBounds | null {
  const [first] = screens;
  if (last === null || first === undefined) return null;
  const fitting = (screen: Bounds) => ({
    width: Math.min(last.width, screen.width),
    height: Math.min(last.height, screen.height),
  });
  // What is made smaller may leave the screen that it reached into.
  const screen = screens.find((each) => holdsGrip(each, { ...last, ...fitting(each) }));
  if (screen !== undefined) return { ...last, ...fitting(screen) };
  const size = fitting(first);
  return {
    ...size,
    x: first.x + Math.round((first.width - size.width) / 2),
    y: first.y + Math.round((first.height - size.height) / 2),
    maximized: last.maximized,
  };
}

function holdsGrip(screen: Bounds, { x, y, width }: Bounds): boolean {
  const seen = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x);
  return seen >= grip.width && y >= screen.y && y + grip.height <= screen.y + screen.height;
}

/** What a file says of where it stood; null: nothing that can be used. */
export function readBounds(text: string): WindowBounds | null {
  try {
    const { x, y, width, height, maximized } = JSON.parse(text) as Partial<Record<keyof WindowBounds, unknown>>;
    const numbers = [x, y, width, height];
    if (!numbers.every((each) => Number.isSafeInteger(each)) || Number(width) < 1 || Number(height) < 1) return null;
    return {
      x: Number(x),
      y: Number(y),
      width: Number(width),
      height: Number(height),
      maximized: maximized === true,
    };
  } catch {
    return null;
  }
}
