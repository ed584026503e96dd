/** Pairs (pairs.ts) of the cells in the order that suits them best (arranged.ts). */

import type { Coder } from '../coder.ts';
import { arranged } from './arranged.ts';
import { pairs } from './pairs.ts';

export const pairsArranged: Coder = arranged(pairs);
