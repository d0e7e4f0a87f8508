import type { Hindrance, Severity } from '../../preload/contract/api.ts';
import type { DefaultRule } from '../rules/rule.ts';
import type { SettingsStore } from '../settings/store.ts';
import type { Silence } from '../silence/silence.ts';
import type { Toaster } from '../telling/toaster.ts';
import type { ChosenDrivers } from '../toasts/choose.ts';
import type { Shown } from '../toasts/driver.ts';
import type { Player } from '../toasts/player.ts';
import { hindrancesOf, standardVerdict, urgencyOfVerdict } from './hindrances.ts';

interface Rooms {
  readonly settings: Pick<SettingsStore, 'current'>;
  readonly defaults: () => readonly DefaultRule[];
  readonly silence: Pick<Silence, 'view'>;
  readonly toaster: Pick<Toaster, 'test'>;
  readonly driver: Pick<ChosenDrivers, 'describe'>;
  readonly player: Player;
}

/** Shows a test as a real event of a severity would come, and says what would hold that back now. */
export function openToastTest({ settings, defaults, silence, toaster, driver, player }: Rooms) {
  return async (severity: Severity): Promise<Shown & { readonly held: readonly Hindrance[] }> => {
    const { rules } = settings.current();
    const verdict = standardVerdict(severity, { rules, defaults: defaults() });
    const shown = await toaster.test(severity, { urgency: urgencyOfVerdict(verdict), sound: verdict.sound });
    const drivers = await driver.describe();
    // As it is set by now: what was changed just before the test may have come into force beside it.
    const { quietHours, toasts, servers } = settings.current();
    const held = hindrancesOf({
      ...{ verdict, quietHours, player, drivers },
      muted: servers.filter(({ enabled, muted }) => enabled && muted).map(({ name }) => name),
      silenced: silence.view(),
      sounds: toasts.sounds,
      previews: toasts.previews,
    });
    return { ...shown, held };
  };
}
