import { programAt, run } from './cli/program.ts';

// Whether Node is new enough was asked by build/cli/tocsin.cjs, before any of this is read.
process.exitCode = await run(programAt(import.meta.dirname), process.argv.slice(2), async (program, options) => {
  const { serve } = await import('./serve.ts');
  await serve(program, options);
});
