import type { TrayView } from '../tray/tray.ts';

/** What is known of the panel that the picture stands on. */
export interface Panel {
  readonly platform: NodeJS.Platform;
  /** The system's own surfaces are dark; Linux does not say it of its panel. */
  readonly dark: boolean;
}

export interface TrayPicture {
  /** Below the folder of the icons; one of double size stands beside it. */
  readonly file: string;
  /** macOS colours it itself. */
  readonly template: boolean;
}

/** The picture of a view, as `build/draw-icons.ts` names it. */
export function trayPicture({ picture, mark }: Pick<TrayView, 'picture' | 'mark'>, panel: Panel): TrayPicture {
  const shape = shapeOf(picture);
  const marked = mark === null || (mark === 'cross' && shape === 'struck-bell') ? shape : `${shape}-${mark}`;
  const template = panel.platform === 'darwin' && shape.endsWith('bell');
  return { file: `${inkOn(panel, template)}/${marked}.png`, template };
}

/** Below `warning` there is no shape, for nothing below it waits to be seen. */
function shapeOf(picture: TrayView['picture']): string {
  if (!('severity' in picture)) return picture.shape;
  const { shape, severity } = picture;
  return severity === 'ok' || severity === 'info' ? 'bell' : `${shape}-${severity}`;
}

function inkOn({ platform, dark }: Panel, template: boolean): 'grey' | 'black' | 'white' {
  if (platform !== 'darwin' && platform !== 'win32') return 'grey';
  return dark && !template ? 'white' : 'black';
}
