import { useState } from 'preact/hooks';
import type { Event, Picture } from '../../preload/contract/api.ts';
import { causeSentence, historyScreen, plain, subjectText } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { SteadyButton } from '../ui/steady-button.tsx';

/** The picture that an event tells of; fetched when it is asked for, not before. */
export function PictureOf({ store, event }: { readonly store: Store; readonly event: Event }) {
  const [shown, setShown] = useState<Picture | 'asking' | string | null>(null);
  const ask = async () => {
    setShown('asking');
    const answer = await store.command('history.picture', { id: event.id });
    if (answer === null) return setShown(null);
    if (!('why' in answer)) return setShown(answer);
    setShown(causeSentence(answer.why));
  };
  if (shown !== null && typeof shown !== 'string') {
    const alt = historyScreen.picture(plain(subjectText(event)));
    return <img class="picture" src={`data:${shown.type};base64,${shown.data}`} alt={alt} />;
  }
  return (
    <>
      <p class="buttons">
        <SteadyButton idle={shown === 'asking'} press={ask}>
          {shown === 'asking' ? historyScreen.fetching : historyScreen.showPicture}
        </SteadyButton>
      </p>
      {shown !== null && shown !== 'asking' && (
        <p class="fault" role="alert">
          {shown}
        </p>
      )}
    </>
  );
}
