import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Given to Node by `--import`: whoever asks for Electron gets the stand-in. */
const standIn = new URL('electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
});

/** Of an app that was not packed: where Electron's own files would lie. */
Object.assign(process, { resourcesPath: fileURLToPath(new URL('.', import.meta.url)) });
