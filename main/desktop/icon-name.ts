import type { TrayView } from '../tray.ts';

/** The file of a picture, as `build/draw-icons.ts` names it. */
export function iconName({ picture, mark }: Pick<TrayView, 'picture' | 'mark'>): string {
  const shape = 'severity' in picture ? `${picture.shape}-${picture.severity}` : picture.shape;
  return mark === 'cross' ? `${shape}-cross` : shape;
}
