/** Why this copy of Tocsin does not fetch new versions of itself. */
export const upgradeOffs = ['serve', 'package', 'machine', 'checkout', 'switched-off', 'no-source'] as const;
export type UpgradeOff = (typeof upgradeOffs)[number];

/**
 * How it stands with a new version of Tocsin itself. (An update is what main tells the window.) `lookedAt`: when the
 * source was last asked with success. `text` of a failure is what the network or the source said.
 */
export type UpgradeState =
  | { readonly name: 'off'; readonly why: UpgradeOff }
  | { readonly name: 'current'; readonly lookedAt: number | null }
  | { readonly name: 'looking'; readonly lookedAt: number | null }
  | { readonly name: 'fetching'; readonly version: string }
  | { readonly name: 'ready'; readonly version: string }
  | { readonly name: 'failed'; readonly at: number; readonly text: string };

/** Whether new versions are fetched, and from where; null: from where the package was built to look. */
export interface UpgradePreferences {
  readonly enabled: boolean;
  readonly source: string | null;
}
