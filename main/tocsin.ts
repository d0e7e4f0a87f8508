#!/usr/bin/env node
const oldest = 22;
const [major = '0'] = process.versions.node.split('.');

// Older ones fail while they read what follows, with a message that helps nobody.
if (Number(major) < oldest) {
  console.error(
    `Tocsin needs Node ${oldest} or newer, this is Node ${process.versions.node}. Get it from https://nodejs.org.`,
  );
  process.exit(2);
}
const [{ programAt, run }, { serve }] = await Promise.all([import('./cli/program.ts'), import('./serve.ts')]);
process.exitCode = await run(programAt(import.meta.dirname), process.argv.slice(2), serve);
