import { registerHooks } from 'node:module';

/** Given to Node by `--import`: whoever asks for Electron gets the stand-in. */
const standIn = new URL('electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
});
