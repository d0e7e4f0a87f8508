/** Secrets that the system's own store seals for this user: how, in the word that goes beside each. */
const sealers = {
  darwin: { v10: 'keychain' },
  win32: { v10: 'dpapi' },
  linux: { v11: 'secret-service', v12: 'secret-portal' },
} as const;

/** What can be unsealed on this platform. */
export function sealersOf(platform: NodeJS.Platform): readonly string[] {
  return Object.values(known(platform));
}

/**
 * Who sealed this, by the mark that Chromium puts before it; null where it is no protection. On Linux `v10` stands for
 * a password that is the same everywhere, which Chromium takes by itself where no keyring answers.
 * https://source.chromium.org/chromium/chromium/src/+/main:components/os_crypt/async/browser/posix_key_provider.cc
 */
export function sealerOf(platform: NodeJS.Platform, sealed: Buffer): string | null {
  return known(platform)[sealed.toString('latin1', 0, 3)] ?? null;
}

function known(platform: NodeJS.Platform): Readonly<Record<string, string>> {
  return platform === 'darwin' || platform === 'win32' || platform === 'linux' ? sealers[platform] : {};
}
