import { until } from '../until.ts';
import { expectText, unprintable, watched, words } from './hostile-words.ts';
import { expect } from './house.ts';
import { given, test, watch } from './page-toasts.ts';

test('what a server says is text in the toasts of a browser, and in what a screen reader is told', async ({
  house,
  page,
  context,
}) => {
  const { host, saymon } = house;
  const origin = new URL(host.url).origin;
  const faults = watched(page, origin);
  await watch(page);
  await context.grantPermissions(['notifications'], { origin });
  await page.goto(host.url);
  await expect(page.getByText('1 of 1 online')).toBeVisible();
  const heard = new Set<string>();
  await page.exposeFunction('hear', (text: string) => heard.add(text));
  await page.evaluate(() => {
    const hear = (window as unknown as { hear: (text: string) => void }).hear;
    const look = () => {
      for (const live of document.querySelectorAll('[aria-live], [role=status], [role=alert]')) hear(live.textContent);
    };
    new MutationObserver(look).observe(document, { childList: true, characterData: true, subtree: true });
  });

  // Those that mislead come first: the first three have a toast of their own, the others share a summary.
  const [script, image, link, turned, escapes, ...others] = words;
  for (const [index, word] of [turned, escapes, script, image, link, ...others].entries()) {
    saymon.entities.set(`64dd0${index}`, { id: `64dd0${index}`, name: word });
    saymon.openIncident({ entityId: `64dd0${index}`, state: '1', text: `It says ${word}` });
    // One after the other, so that none goes into a summary of a storm unseen.
    await until(`an alert for ${word.slice(0, 20)}`, async () => (await page.locator('.alert').count()) > index);
  }
  saymon.emit('client-notification', { text: words[0], title: words[3], state: words[4] });
  const toasts = await until('toasts, and the summary of the others', async () => {
    const all = await given(page);
    return all.length >= 4 && all.some(({ title }) => /more from NOC/.test(title)) ? all : null;
  });
  const said = toasts.map(({ title, options }) => `${title}\n${options.body}`).join('\n');
  expect(said).toContain('<script>');
  // Both as its subject and as its words.
  expect(toasts.map(({ title }) => title).join()).toContain('txt.exe');
  expect(toasts.map(({ options }) => options.body).join()).toMatch(/It says .*line break/);
  for (const { title, options } of toasts) {
    expect(title).not.toMatch(unprintable);
    expect(title).not.toContain('\n');
    expect(title.length).toBeLessThanOrEqual(80);
    expect(options.body).not.toMatch(unprintable);
    expect(options.body?.split('\n').length).toBeLessThanOrEqual(3);
    expect(options.body?.length).toBeLessThanOrEqual(200);
    // Nothing of a server's says where a picture is, or what else a browser would fetch.
    expect(Object.keys(options).sort()).toEqual(['body', 'renotify', 'requireInteraction', 'silent', 'tag']);
    expect(options.tag).toMatch(/^tocsin-\d+$/);
  }
  expect([...heard].join('\n')).toContain('<script>');
  for (const text of heard) {
    expect(text).not.toMatch(unprintable);
    expect(text.length).toBeLessThan(10_000);
  }
  await expectText(page, 'the overview');
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  expect(faults).toEqual([]);
});
