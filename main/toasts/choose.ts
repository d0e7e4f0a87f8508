import type { Cause } from '../../preload/contract/api.ts';
import type { HeldBack, OpenDriver, Shown, Toast, ToastDriver, ToastRef, ToastReply } from './driver.ts';

const failedMs = 60_000;

/** A way to show toasts that a host has. */
export interface Available {
  readonly name: string;
  readonly open: OpenDriver;
}

/** One driver as the diagnosis tells it. */
export interface DriverView {
  readonly name: string;
  /** The next toast goes to it first. */
  readonly chosen: boolean;
  /** Null when it can show a toast. */
  readonly why: Cause | null;
  /** What of its toasts the desktop itself holds back now. */
  readonly heldBack: HeldBack;
  /** Its toasts make the desktop's sound, and the alarm, themselves. */
  readonly sounds: { readonly desktop: boolean; readonly alarm: boolean };
}

/** Shows a toast by the first driver that can. */
export interface ChosenDrivers extends Omit<ToastDriver, 'name' | 'probe' | 'holdsBack' | 'sounds'> {
  /** What the desktop itself holds back of what a driver shows now; null: the first that can. */
  holdsBack(driver: string | null): Promise<HeldBack>;
  /** Each driver in the order in which it is tried. */
  describe(): Promise<readonly DriverView[]>;
}

/**
 * `setting` is `auto` (the host's order), the name of the driver that is tried before the others, or `none`: no toast is
 * shown. A driver that fails is put behind the others for a minute, so that its time limit delays one toast and not
 * each; why it failed goes with each toast that another one shows in its stead.
 */
export function chooseDrivers(
  setting: () => string,
  available: readonly Available[],
  reply: (reply: ToastReply) => void,
  now: () => number = Date.now,
): ChosenDrivers {
  const drivers = available.map(({ open }) => open(reply));
  /** Since when each failing driver fails, and why. */
  const failing = new Map<string, { readonly at: number; readonly why: Cause }>();

  /** As they are wanted, whether they work or not. */
  function wanted(): readonly ToastDriver[] {
    const named = setting();
    return drivers.toSorted((one, other) => Number(other.name === named) - Number(one.name === named));
  }

  function ordered(): readonly ToastDriver[] {
    const late = ({ name }: ToastDriver) => now() - (failing.get(name)?.at ?? Number.NEGATIVE_INFINITY) < failedMs;
    return wanted().toSorted((one, other) => Number(late(one)) - Number(late(other)));
  }

  async function show(toast: Toast): Promise<Shown> {
    if (setting() === 'none') return { shown: false, driver: 'none', why: switchedOff };
    let first: (Shown & { readonly shown: false }) | null = null;
    for (const driver of ordered()) {
      const shown = await driver.show(toast);
      if (shown.shown) {
        failing.delete(driver.name);
        const [best] = wanted();
        const why = best === undefined || best === driver ? undefined : failing.get(best.name)?.why;
        return why === undefined ? shown : { ...shown, before: why };
      }
      failing.set(driver.name, { at: now(), why: shown.why });
      // The first reason is the one to repair: the others stand in for it.
      first ??= shown;
    }
    failing.clear();
    return first ?? { shown: false, driver: 'none', why: nothingHere };
  }
  return {
    show,
    withdraw: async (ref: ToastRef) => drivers.find(({ name }) => name === ref.driver)?.withdraw(ref),
    holdsBack: async (name) => {
      const driver = name === null ? ordered()[0] : drivers.find((each) => each.name === name);
      return (await driver?.holdsBack?.()) ?? 'none';
    },
    describe: async () => {
      if (setting() === 'none')
        return [{ name: 'none', chosen: true, why: switchedOff, heldBack: 'none', sounds: mute }];
      const order = ordered();
      const views: DriverView[] = [];
      let chosen = false;
      for (const driver of order) {
        const why = await driver.probe();
        const heldBack = why === null ? ((await driver.holdsBack?.()) ?? 'none') : 'none';
        const [desktop, alarm] = [await driver.sounds?.('desktop'), await driver.sounds?.('alarm')];
        const sounds = { desktop: desktop === true, alarm: alarm === true };
        views.push({ name: driver.name, chosen: !chosen && why === null, why, heldBack, sounds });
        chosen ||= why === null;
      }
      return views;
    },
    close: async () => {
      await Promise.all(drivers.map((driver) => driver.close()));
    },
  };
}

const mute = { desktop: false, alarm: false };
const nothingHere: Cause = { code: 'toast', params: { driver: 'Tocsin', text: 'it has no way to show one here' } };
const switchedOff: Cause = {
  code: 'toast',
  params: { driver: 'Tocsin', text: 'toasts.driver is none in the settings; auto shows them again' },
};
