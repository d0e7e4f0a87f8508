import { flamencoSubject } from './flamenco.ts';
import { kameaSubject } from './kamea.ts';
import { rackhdSubject } from './rackhd.ts';
import { saymonSubject } from './saymon.ts';
import type { Subject } from './subject.ts';

/** Every kind of server. */
export const subjects: readonly Subject[] = [saymonSubject, kameaSubject, flamencoSubject, rackhdSubject];
