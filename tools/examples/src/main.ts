/** @file Writes the examples' modules, for the type checker. */
import { writeExamples } from './write-examples.ts';

console.log(`${writeExamples().length} examples written`);
