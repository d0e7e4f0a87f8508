import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bounds, boundsOnScreen, readBounds, type WindowBounds } from '../../main/desktop/bounds.ts';

const laptop = { x: 0, y: 25, width: 1280, height: 775 };
const wall = { x: 1280, y: -200, width: 1920, height: 1080 };
const at = (x: number, y: number, width = 900, height = 600): WindowBounds => ({
  x,
  y,
  width,
  height,
  maximized: false,
});

describe('where the window opens', () => {
  it.each<[string, WindowBounds | null, readonly Bounds[], WindowBounds | null]>([
    ['at first where the system wants', null, [laptop], null],
    ['where it stood', at(100, 80), [laptop], at(100, 80)],
    ['on the second screen', at(1500, -100), [laptop, wall], at(1500, -100)],
    ['in the middle of the first when that screen is gone', at(1500, -100), [laptop], at(190, 113)],
    ['partly outside, as long as it can be grabbed', at(1100, 80), [laptop], at(1100, 80)],
    ['not when too little is left to grab', at(1200, 80), [laptop], at(190, 113)],
    ['not with its title bar below the screen', at(100, 790), [laptop], at(190, 113)],
    ['not with its title bar under a panel at the top', at(100, 0), [laptop], at(190, 113)],
    ['no larger than its screen', at(0, 25, 3000, 2000), [laptop], at(0, 25, 1280, 775)],
    ['no larger than the first', at(5000, 0, 3000, 2000), [laptop], at(0, 25, 1280, 775)],
    ['maximised as it was', { ...at(1500, 0), maximized: true }, [laptop], { ...at(190, 113), maximized: true }],
    ['where the system wants without a screen', at(0, 25), [], null],
  ])('%s', (_, last, screens, place) => {
    expect(boundsOnScreen(last, screens)).toEqual(place);
  });

  it('can always be grabbed', () => {
    const side = fc.integer({ min: -10_000, max: 10_000 });
    const long = fc.integer({ min: 200, max: 5_000 });
    const area = fc.record({ x: side, y: side, width: long, height: long });
    fc.assert(
      fc.property(area, fc.array(area, { minLength: 1, maxLength: 3 }), (last, screens) => {
        const place = boundsOnScreen({ ...last, maximized: false }, screens);
        if (place === null) return false;
        return screens.some(
          ({ x, y, width, height }) =>
            place.y >= y &&
            place.y + 30 <= y + height &&
            Math.min(place.x + place.width, x + width) - Math.max(place.x, x) >= 120,
        );
      }),
    );
  });
});

describe('the file that remembers it', () => {
  it.each<[string, WindowBounds | null]>([
    ['{"x":1,"y":2,"width":900,"height":600,"maximized":true}', { ...at(1, 2), maximized: true }],
    ['{"x":1,"y":2,"width":900,"height":600}', at(1, 2)],
    ['{"x":1,"y":2,"width":0,"height":600}', null],
    ['{"x":"1","y":2,"width":900,"height":600}', null],
    ['{"x":1.5,"y":2,"width":900,"height":600}', null],
    ['null', null],
    ['[]', null],
    ['{"x":', null],
    ['', null],
  ])('%s', (text, bounds) => {
    expect(readBounds(text)).toEqual(bounds);
  });
});
