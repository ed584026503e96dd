/** The registry of coders, by id. A new coder is one more object in this list. */

import type { Coder } from '../coder.ts';
import { pairs } from './pairs.ts';
import { runLength } from './run-length.ts';

export const CODERS: Readonly<Record<string, Coder>> = Object.fromEntries(
  [runLength, pairs].map((coder) => [coder.id, coder]),
);
