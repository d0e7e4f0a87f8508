import { existsSync, readFileSync } from 'node:fs';
import { type Pixels, readPng } from './png.ts';

class NativeImage
  implements Pick<Electron.NativeImage, 'getSize' | 'isEmpty' | 'isTemplateImage' | 'setTemplateImage'>
{
  readonly pixels: Pixels | null;
  #template = false;

  constructor(pixels: Pixels | null) {
    this.pixels = pixels;
  }

  isEmpty(): boolean {
    return this.pixels === null;
  }

  getSize(): Electron.Size {
    return { width: this.pixels?.width ?? 0, height: this.pixels?.height ?? 0 };
  }

  setTemplateImage(template: boolean): void {
    this.#template = template;
  }

  isTemplateImage(): boolean {
    return this.#template;
  }
}

export type { NativeImage };

export const nativeImage = {
  /** A file that is not there gives an empty image. */
  createFromPath: (path: string) => new NativeImage(existsSync(path) ? readPng(readFileSync(path)) : null),
};
