import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { frame } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';

type ScreenOf = ComponentType<{ readonly store: Store }>;

/** A screen whose script comes after the first one is there. */
export interface LaterScreen {
  /** Asks for it once; null: it could not be had, and is asked for again the next time. */
  load(): Promise<ScreenOf | null>;
}

/** `first` is over before it is shown. */
export function later(ask: () => Promise<ScreenOf>, first: () => Promise<void> = async () => undefined): LaterScreen {
  let asked: Promise<ScreenOf | null> | null = null;
  return {
    load: () => {
      asked ??= Promise.all([ask(), first()]).then(
        ([screen]) => screen,
        () => {
          asked = null;
          return null;
        },
      );
      return asked;
    },
  };
}

/** Shows it once it is there. */
export function Later({ screen, store }: { readonly screen: LaterScreen; readonly store: Store }) {
  const [found, setFound] = useState<{ readonly show: ScreenOf | null } | null>(null);
  const reachable = store.reachable.value;
  useEffect(() => {
    // After a failure it is asked for once more, when Tocsin is back.
    let here = true;
    void screen.load().then((show) => here && setFound({ show }));
    return () => {
      here = false;
    };
  }, [screen, reachable]);
  if (found === null) return null;
  if (found.show === null) {
    return (
      <p class="empty" role="status">
        {frame.screenUnread}
      </p>
    );
  }
  return <found.show store={store} />;
}
