import { EventEmitter } from 'node:events';
import type { Menu } from './menu.ts';
import type { NativeImage } from './native-image.ts';
import { type Appearance, StatusNotifier } from './status-notifier.ts';

export type TrayEvents = {
  click: [event: Electron.KeyboardEvent, bounds: Electron.Rectangle, position: Electron.Point];
};

/** The icon in the panel of the real desktop. */
export class Tray
  extends EventEmitter<TrayEvents>
  implements Pick<Electron.Tray, 'destroy' | 'isDestroyed' | 'setToolTip'>
{
  readonly #icon: StatusNotifier;
  #shown: Appearance;
  #destroyed = false;

  constructor(image: NativeImage) {
    super();
    this.#shown = { pixels: image.pixels, tooltip: '', menu: null };
    this.#icon = new StatusNotifier(this.#shown, (x, y) => {
      this.emit('click', {}, { x, y, width: 0, height: 0 }, { x, y });
    });
  }

  setImage({ pixels }: NativeImage): void {
    this.#show({ pixels });
  }

  setToolTip(tooltip: string): void {
    this.#show({ tooltip });
  }

  setContextMenu(menu: Menu | null): void {
    this.#show({ menu });
  }

  destroy(): void {
    this.#destroyed = true;
    this.#icon.close();
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  #show(change: Partial<Appearance>): void {
    if (this.#destroyed) throw new TypeError('Tray is destroyed');
    this.#shown = { ...this.#shown, ...change };
    this.#icon.show(this.#shown);
  }
}
