import { describe, expect, it } from 'vitest';
import { FakeClock } from '../fake-clock.ts';
import type { Oidc } from '../servers/oidc.ts';
import { Person } from '../servers/oidc-person.ts';
import { until } from '../until.ts';
import { House, oidcServer, provider } from './house.ts';

const asked = 5_000;

/** A sign-in with a code on a clock of the test's own. */
async function begun(oidc: Oidc) {
  const clock = new FakeClock(1_800_000_000_000);
  const house = new House({ clock });
  const device = await house.signIns.begin(oidcServer(oidc), 'device');
  if (device.how !== 'device') throw new Error('It is none with a code');
  return { clock, house, device };
}

const questions = ({ requests }: Oidc) => requests.filter((each) => each === 'POST /token').length;

/** Lets the time between two questions pass, and waits for the answer. */
async function ask(oidc: Oidc, clock: FakeClock): Promise<void> {
  const before = questions(oidc);
  await until('the provider to be asked', async () => {
    if (questions(oidc) === before) await clock.tick(asked);
    return questions(oidc) > before;
  });
}

describe('signing in with a code', () => {
  it('gives a token once the code is entered, on any device', async () => {
    const oidc = await provider();
    const { clock, house, device } = await begun(oidc);
    expect(device.code).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
    expect(device.url).toBe(`${oidc.issuer}/device`);
    expect(device.endsAt).toBe(clock.now() + 600_000);
    expect(house.opened).toEqual([]);
    await ask(oidc, clock);
    expect(house.signIns.state('noc')).toEqual(device);
    await new Person().enterCode(device.url, device.code);
    await ask(oidc, clock);
    expect(await house.signIns.over('noc')).toEqual({ name: 'done' });
    expect(await oidc.knows((await house.token(oidcServer(oidc))).token)).toBe(true);
  });

  it('fails when the person says that the code is not theirs', async () => {
    const oidc = await provider();
    const { clock, house, device } = await begun(oidc);
    await new Person().enterCode(device.url, device.code, false);
    await ask(oidc, clock);
    expect(await house.signIns.over('noc')).toMatchObject({ name: 'failed', why: { code: 'sign-in' } });
  });

  it('goes on when the provider is away for a moment, and slower when it wants that', async () => {
    const oidc = await provider();
    const { clock, house, device } = await begun(oidc);
    await oidc.stop();
    await clock.tick(asked);
    await oidc.start();
    oidc.before = (request, response) => {
      if (request.url !== '/token') return false;
      response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"slow_down"}');
      return true;
    };
    await ask(oidc, clock);
    oidc.before = null;
    await new Person().enterCode(device.url, device.code);
    await ask(oidc, clock);
    expect(await house.signIns.over('noc')).toEqual({ name: 'done' });
  });

  it('ends with its code', async () => {
    const oidc = await provider();
    const { clock, house } = await begun(oidc);
    await oidc.stop();
    await clock.tick(600_000);
    expect(await house.signIns.over('noc')).toMatchObject({ name: 'failed', why: { code: 'sign-in' } });
  });

  it('asks no more once it is cancelled', async () => {
    const oidc = await provider();
    const { clock, house } = await begun(oidc);
    await ask(oidc, clock);
    const over = house.signIns.over('noc');
    house.signIns.cancel('noc');
    expect(await over).toBeNull();
    const before = questions(oidc);
    for (let turn = 0; turn < 5; turn++) {
      await clock.tick(asked);
      await fetch(oidc.issuer);
    }
    expect(questions(oidc)).toBe(before);
  });

  it('is refused by a provider that has none', async () => {
    const oidc = await provider({ configuration: { features: { deviceFlow: { enabled: false } } } });
    await expect(new House().signIns.begin(oidcServer(oidc), 'device')).rejects.toMatchObject({
      why: { code: 'no-device-code' },
    });
  });
});
