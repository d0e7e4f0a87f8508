import { useId } from 'preact/hooks';
import { upgradeScreen, upgradeText } from '../../preload/contract/texts/index.ts';
import { lockAt } from '../locks.ts';
import type { Store } from '../store.ts';
import { Lock } from '../ui/lock.tsx';

/** Whether new versions of the desktop app are fetched, from where, and how it stands with them. */
export function Updates({ store }: { readonly store: Store }) {
  const [enabledId, sourceId] = [useId(), useId()];
  const told = store.told.value;
  if (told === null) return null;
  const { upgrade, preferences, locked } = told;
  const renews = upgrade.name !== 'off' || upgrade.why === 'switched-off' || upgrade.why === 'no-source';
  const [enabledLock, sourceLock] = [lockAt(locked, 'updates.enabled'), lockAt(locked, 'updates.source')];

  async function change(updates: Readonly<Record<string, unknown>>): Promise<boolean> {
    const answer = await store.command('settings.change', { change: { updates } });
    const [fault] = answer?.faults ?? [];
    if (fault !== undefined) store.say(fault.text);
    return answer !== null && fault === undefined;
  }
  return (
    <section class="updates" aria-label={upgradeScreen.heading}>
      <h2>{upgradeScreen.heading}</h2>
      {renews && (
        <>
          <p>
            <label for={enabledId}>
              <input
                id={enabledId}
                type="checkbox"
                checked={preferences.updates.enabled}
                disabled={enabledLock !== null}
                onChange={async ({ currentTarget: box }) => {
                  if (!(await change({ enabled: box.checked }))) box.checked = !box.checked;
                }}
              />{' '}
              {upgradeScreen.enabled}
            </label>{' '}
            {enabledLock !== null && <Lock file={enabledLock} />}
          </p>
          <p class="muted">{upgradeScreen.enabledHelp}</p>
          <p>
            <label for={sourceId}>{upgradeScreen.source}</label>{' '}
            <input
              id={sourceId}
              type="url"
              value={preferences.updates.source ?? ''}
              placeholder={upgradeScreen.sourceEmpty}
              disabled={sourceLock !== null}
              onChange={async ({ currentTarget: field }) => {
                const source = field.value.trim() === '' ? null : field.value.trim();
                if (!(await change({ source }))) field.value = preferences.updates.source ?? '';
              }}
            />{' '}
            {sourceLock !== null && <Lock file={sourceLock} />}
          </p>
        </>
      )}
      <p role="status">{upgradeText(upgrade, store.now.value)}</p>
      <p class="buttons">
        {(upgrade.name === 'current' || upgrade.name === 'failed') && (
          <button type="button" onClick={() => store.run('upgrade.look', {})}>
            {upgradeScreen.look}
          </button>
        )}
        {upgrade.name === 'ready' && (
          <button type="button" class="primary" onClick={() => store.run('upgrade.restart', {})}>
            {upgradeScreen.restart}
          </button>
        )}
      </p>
    </section>
  );
}

/** The ways of the line that says that a new version is here. */
export function RestartNow({ store }: { readonly store: Store }) {
  return (
    <>
      <button type="button" class="link" onClick={() => store.run('upgrade.restart', {})}>
        {upgradeScreen.restart}
      </button>
      <button type="button" class="link" onClick={() => store.run('upgrade.later', {})}>
        {upgradeScreen.later}
      </button>
    </>
  );
}
