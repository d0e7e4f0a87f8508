import { defineConfig } from '@playwright/test';
import { keepCompiled } from './test/compile-cache.ts';
import type { DeskOptions } from './test/electron/desk.ts';
import { desktopHosts } from './test/electron/hosts.ts';

keepCompiled();

export default defineConfig<DeskOptions>({
  globalSetup: './test/electron/say-host.ts',
  projects: [
    { name: 'window', testDir: 'test/e2e', testMatch: '**/*.spec.ts' },
    ...desktopHosts().map((on) => ({
      name: on,
      testDir: 'test/electron',
      testMatch: '**/*.spec.ts',
      use: { on },
    })),
  ],
  timeout: 120_000,
  // A whole desktop and a browser are started for each, and three at a time on a small machine take their time.
  expect: { timeout: 15_000 },
  // Most of a test is waiting: for a server, a daemon, the page.
  workers: 3,
  fullyParallel: false,
  forbidOnly: true,
  reporter: 'list',
  use: {
    launchOptions: {
      executablePath: process.env.TOCSIN_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
