import type { Severity, Sound } from '../../preload/contract/api.ts';
import type { Clock } from '../clock.ts';
import type { ChosenDrivers } from './choose.ts';
import type { Shown, Toast, ToastRef } from './driver.ts';
import type { Played, Player } from './player.ts';
import { type Heard, silence, soundOf, turnOf, waited } from './sound.ts';

export interface SoundingOptions {
  readonly drivers: Pick<ChosenDrivers, 'show' | 'withdraw' | 'holdsBack'>;
  readonly player: Pick<Player, 'play' | 'probe'>;
  readonly sounds: () => Readonly<Record<Severity, Sound>>;
  readonly clock: Clock;
}

/**
 * Shows toasts with their sounds: by the notification daemon where that makes them, else by a player of this machine, so
 * that no window need be open. At most one sound begins in 2 s, the worst; a storm is no concert.
 */
export class SoundingDrivers {
  readonly #options: SoundingOptions;
  #heard: Heard = silence;
  #cancel: () => void = () => undefined;

  constructor(options: SoundingOptions) {
    this.#options = options;
  }

  async show(toast: Toast): Promise<Shown> {
    const { drivers, sounds } = this.#options;
    const sound = this.#next(soundOf(toast, sounds()), toast);
    const shown = await drivers.show({ ...toast, sound });
    // Also when none could be shown: then the sound is all that reaches anybody.
    if (sound !== 'none' && !(shown.shown && shown.sounded) && shown.driver !== 'none') {
      void this.#play(sound, toast, shown.driver);
    }
    return shown;
  }

  withdraw(ref: ToastRef): Promise<void> {
    return this.#options.drivers.withdraw(ref);
  }

  close(): void {
    this.#cancel();
  }

  /** What is heard with a toast that is shown now. */
  #next(sound: Sound, toast: Toast): Sound {
    const { clock, player } = this.#options;
    const { heard, turn } = turnOf(this.#heard, sound, clock.now());
    // Only a player can make a sound later than its notification.
    if (turn.when === 'later' && 'why' in player.probe('alarm')) return sound;
    this.#heard = heard;
    if (turn.when === 'now') {
      this.#cancel();
      return turn.sound;
    }
    if (turn.when === 'later') {
      this.#cancel();
      this.#cancel = clock.after(turn.afterMs, () => this.#late(toast));
    }
    return 'none';
  }

  #late(toast: Toast): void {
    const due = waited(this.#heard, this.#options.clock.now());
    if (due === null) return;
    this.#heard = due.heard;
    if (due.sound !== 'none') void this.#play(due.sound, toast, null);
  }

  /** The desktop's own "Do not disturb" holds the sound back as it does the toast. */
  async #play(sound: Played, { urgency }: Toast, driver: string | null): Promise<void> {
    const { drivers, player } = this.#options;
    const heldBack = await drivers.holdsBack(driver);
    if (heldBack === 'all' || (heldBack === 'usual' && urgency !== 'urgent')) return;
    await player.play(sound);
  }
}
