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
    const { quietHours, toasts } = settings.current();
    const verdict = standardVerdict(severity, defaults());
    const shown = await toaster.test(severity, { urgency: urgencyOfVerdict(verdict), sound: verdict.sound });
    const held = hindrancesOf({
      ...{ severity, verdict, quietHours, player },
      silenced: silence.view(),
      drivers: await driver.describe(),
      sounds: toasts.sounds,
      previews: toasts.previews,
    });
    return { ...shown, held };
  };
}
