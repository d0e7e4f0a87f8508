import { expect, test } from './house.ts';

test('the settings say by whom a new version comes', async ({ house, page }) => {
  await page.goto(`${house.host.url}&settings`);
  const updates = page.getByRole('region', { name: 'Updates' });
  await expect(updates).toContainText('New versions come by the package manager that installed "tocsin".');
  await expect(updates.getByRole('checkbox')).toHaveCount(0);
  await expect(updates.getByRole('button')).toHaveCount(0);
});
