type Options = Pick<Electron.MenuItemConstructorOptions, 'label' | 'type' | 'enabled' | 'visible' | 'checked'> & {
  readonly click?: () => void;
  readonly submenu?: Options[];
};

export type MenuItemConstructorOptions = Options;

/** A menu, built of what the app describes. */
export class Menu {
  readonly items: readonly Options[];

  private constructor(items: readonly Options[]) {
    this.items = items;
  }

  static buildFromTemplate(template: Options[]): Menu {
    return new Menu(template);
  }

  static setApplicationMenu(_: Menu | null): void {}
}
