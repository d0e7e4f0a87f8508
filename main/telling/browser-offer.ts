import { causeText, inEnglish } from '../../preload/contract/texts/index.ts';
import type { ChosenDrivers } from '../toasts/choose.ts';
import type { ToastPages } from '../toasts/driver.ts';

interface BrowserOfferOptions {
  /** Null: this host has no pages that could show toasts. */
  readonly pages: ToastPages | null;
  readonly driver: Pick<ChosenDrivers, 'describe'>;
  /** Whether the last toasts failed. */
  readonly failing: () => boolean;
  /** Says why nothing but the browser would work; null: there is nothing to offer. */
  readonly tell: (why: string | null) => void;
}

/** Offers the window's own browser for toasts, as long as nothing else shows them and no page does yet. */
export class BrowserOffer {
  readonly #options: BrowserOfferOptions;

  constructor(options: BrowserOfferOptions) {
    this.#options = options;
    options.pages?.listen(() => void this.check());
  }

  async check(): Promise<void> {
    const { pages, driver, failing, tell } = this.#options;
    if (pages === null) return;
    const found = await driver.describe();
    const works = found.some(({ chosen }) => chosen) && !failing();
    const why = works || pages.any() ? null : (found.find((each) => each.why !== null)?.why ?? null);
    tell(why === null ? null : inEnglish(() => String(why.params['text'] ?? causeText(why).why)));
  }
}
