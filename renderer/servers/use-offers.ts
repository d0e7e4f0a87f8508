import { useEffect, useState } from 'preact/hooks';
import type { Offer, Offered } from '../../preload/contract/api.ts';

/** What the server has for a field, once it was asked for it. */
export interface Offering {
  /** Null: it was not asked yet, or could not be. */
  readonly offered: Offered | null;
  readonly asking: boolean;
  readonly begin: () => Promise<void>;
  readonly close: () => void;
}

/** Asks the server at a click, and keeps its answer until it is closed. */
export function useOffers(ask: () => Promise<Offered | null>): Offering {
  const [state, setState] = useState<Offered | 'asking' | null>(null);
  return {
    offered: state === 'asking' ? null : state,
    asking: state === 'asking',
    begin: async () => {
      setState('asking');
      setState(await ask());
    },
    close: () => setState(null),
  };
}

/** What the server calls what is chosen already, so that a form opens with names and not with ids alone. */
export function useNames(names: () => Promise<readonly Offer[]>, wanted: boolean): readonly Offer[] {
  const [known, setKnown] = useState<readonly Offer[]>([]);
  useEffect(() => {
    if (!wanted) return;
    let here = true;
    void names().then((offers) => {
      if (here) setKnown(offers);
    });
    return () => {
      here = false;
    };
    // Once: what is chosen later is chosen by its name.
  }, []);
  return known;
}
