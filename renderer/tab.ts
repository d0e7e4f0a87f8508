import { effect } from '@preact/signals';
import type { Store } from './store.ts';
import { anyInk, trayShape } from './tray-shapes.ts';

/** The tab shows what the tray does: the picture of how things are as its icon. */
export function showOnTab(store: Store): void {
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (icon === null) return;
  effect(() => {
    const tray = store.told.value?.tray;
    if (tray === undefined) return;
    // A page that has lost Tocsin sees nothing.
    const seen = store.reachable.value ? tray : ({ picture: { shape: 'struck-bell' }, mark: null } as const);
    icon.href = svgAddress(trayShape(seen, anyInk));
  });
}

function svgAddress(inner: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${inner}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
