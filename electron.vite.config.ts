import preact from '@preact/preset-vite';
import { defineConfig } from 'electron-vite';
import { licencesModule } from './build/licences.ts';

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      externalizeDeps: true,
      rollupOptions: {
        input: {
          index: 'main/index.ts',
          serve: 'main/serve.ts',
          tocsin: 'main/tocsin.ts',
          'history-worker': 'main/history/worker.ts',
        },
        output: { format: 'es' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rollupOptions: { input: { index: 'preload/index.ts' }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'renderer',
    build: {
      outDir: 'out/renderer',
      minify: true,
      rollupOptions: {
        input: { index: 'renderer/index.html' },
        // A screen that is loaded later brings its own words: of the catalogue's index only what is used counts.
        treeshake: { moduleSideEffects: [{ test: /\/preload\/contract\//, sideEffects: false }] },
        // What the first screen needs is one file, which compresses better than a dozen small ones.
        output: { codeSplitting: { groups: [{ name: 'index', tags: ['$initial'] }] } },
      },
    },
    plugins: [preact(), licencesModule(import.meta.dirname)],
  },
});
