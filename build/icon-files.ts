/** Sizes of the app's picture in pixels: the icon theme of Linux, Windows' shell, macOS up to 512 doubled. */
export const linuxSizes: readonly number[] = [16, 22, 24, 32, 48, 64, 128, 256, 512];
export const windowsSizes: readonly number[] = [16, 20, 24, 32, 40, 48, 64, 256];
export const macSizes: readonly number[] = [16, 32, 64, 128, 256, 512, 1_024];

/** Pictures as PNG by their size. */
export type Pictures = ReadonlyMap<number, Buffer>;

/** The names that macOS gives to pictures as PNG: each size, and half of it doubled. */
const macNames: readonly (readonly [name: string, size: number])[] = [
  ['icp4', 16],
  ['ic11', 32],
  ['icp5', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1_024],
];

/** An `.ico` that holds a PNG for each of `windowsSizes`, as Windows reads it since Vista. */
export function iconOfWindows(pictures: Pictures): Buffer {
  const heading = Buffer.alloc(6);
  heading.writeUInt16LE(1, 2);
  heading.writeUInt16LE(windowsSizes.length, 4);
  let offset = heading.length + windowsSizes.length * 16;
  const entries = windowsSizes.map((size) => {
    const entry = Buffer.alloc(16);
    // 256 is written as 0, for a side has one byte.
    entry.writeUInt8(size % 256, 0);
    entry.writeUInt8(size % 256, 1);
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(32, 6);
    entry.writeUInt32LE(pictureOf(pictures, size).length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += pictureOf(pictures, size).length;
    return entry;
  });
  return Buffer.concat([heading, ...entries, ...windowsSizes.map((size) => pictureOf(pictures, size))]);
}

/** An `.icns`: a heading of name and length, and the same before each picture. */
export function iconOfMac(pictures: Pictures): Buffer {
  return named('icns', Buffer.concat(macNames.map(([name, size]) => named(name, pictureOf(pictures, size)))));
}

function named(name: string, content: Buffer): Buffer {
  const heading = Buffer.alloc(8, name);
  heading.writeUInt32BE(heading.length + content.length, 4);
  return Buffer.concat([heading, content]);
}

function pictureOf(pictures: Pictures, size: number): Buffer {
  const picture = pictures.get(size);
  if (picture === undefined) throw new Error(`There is no picture of ${size} pixels`);
  return picture;
}
