/** Writes the alarm's sound, which is made of code alone: `node build/write-alarm.ts`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { alarmSound } from './alarm-sound.ts';

const folder = fileURLToPath(new URL('sounds/', import.meta.url));
await mkdir(folder, { recursive: true });
await writeFile(`${folder}alarm.wav`, alarmSound());
