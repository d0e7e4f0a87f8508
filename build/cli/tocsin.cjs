#!/usr/bin/env node
'use strict';
// In the JavaScript of long ago and before anything else is read, so that an old Node says what is wrong with it.
var version = process.versions.node;
var parts = version.split('.');
if (Number(parts[0]) < 22 || (parts[0] === '22' && Number(parts[1]) < 12)) {
  console.error(
    ['Tocsin needs Node 22.12 or newer, this is Node ', version, '. Get it from https://nodejs.org.'].join(''),
  );
  process.exit(2);
}
require('./begin.cjs');
