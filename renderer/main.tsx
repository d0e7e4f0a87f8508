import { render } from 'preact';
import { showAppearance } from './appearance.ts';
import { openBridge } from './bridge.ts';
import { askBeforeLeaving } from './drafts.ts';
import { somethingToShow } from './first-picture.ts';
import { speakAsBefore } from './language.ts';
import { keepFocus } from './lost-focus.ts';
import { takeToken } from './place.ts';
import { Store } from './store.ts';
import { showOnTab } from './tab.ts';
import { App } from './ui/app.tsx';

const root = document.getElementById('window');
if (root !== null) {
  const store = new Store(openBridge(takeToken()));
  showOnTab(store);
  askBeforeLeaving(store.drafts);
  keepFocus();
  showAppearance(store);
  // Not awaited at the top: another language's file stands on this one, and would wait for it.
  void speakAsBefore()
    .then(() => somethingToShow(store))
    .then(() => render(<App store={store} />, root));
}
