'use strict';
// A file of its own, for an old Node cannot even read the word import.
import('../../out/main/tocsin.js');
