import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** `electronFuses` of electron-builder's configuration. */
export type WantedFuses = Readonly<Record<string, boolean>>;

const options: Readonly<Record<string, FuseV1Options>> = {
  runAsNode: FuseV1Options.RunAsNode,
  enableCookieEncryption: FuseV1Options.EnableCookieEncryption,
  enableNodeOptionsEnvironmentVariable: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
  enableNodeCliInspectArguments: FuseV1Options.EnableNodeCliInspectArguments,
  enableEmbeddedAsarIntegrityValidation: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  onlyLoadAppFromAsar: FuseV1Options.OnlyLoadAppFromAsar,
  grantFileProtocolExtraPrivileges: FuseV1Options.GrantFileProtocolExtraPrivileges,
};

/**
 * Reads the fuses of a packed binary (or `.app`) and throws with those that are not as wanted: a fuse that Electron has
 * removed is no error when it is flipped, and would stay as it is unseen.
 */
export async function checkFuses(binary: string, wanted: WantedFuses): Promise<void> {
  const wire = await getCurrentFuseWire(binary);
  const wrong = Object.entries(wanted).flatMap(([name, on]) => {
    const option = options[name];
    const found = option === undefined ? undefined : wire[option];
    return found === (on ? FuseState.ENABLE : FuseState.DISABLE) ? [] : [`${name} is not ${on ? 'on' : 'off'}`];
  });
  if (wrong.length > 0) throw new Error(`Fuses of ${binary}: ${wrong.join(', ')}`);
}
