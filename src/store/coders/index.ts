/** All coders, by the id that files name them with. */

import type { Coder } from '../coder.ts';
import { diagram } from './diagram.ts';
import { hash } from './hash.ts';
import { retrieval } from './retrieval.ts';
import { sorted } from './sorted.ts';
import { tree } from './tree.ts';

export const CODERS: Readonly<Record<string, Coder>> = Object.fromEntries(
  [tree, diagram, sorted, hash, retrieval].map((coder) => [coder.id, coder]),
);
