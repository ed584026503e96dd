/** The registry of coders, by id. A new coder is one more object in this list. Ids differ from those of codecs. */

import type { Coder } from '../coder.ts';
import { arranged } from './arranged.ts';
import { diagram } from './diagram.ts';
import { hash } from './hash.ts';
import { pairs } from './pairs.ts';
import { plain } from './plain.ts';
import { retrieval } from './retrieval.ts';
import { runLength } from './run-length.ts';
import { sorted } from './sorted.ts';
import { tree } from './tree.ts';

export const CODERS: Readonly<Record<string, Coder>> = Object.fromEntries(
  [plain, runLength, pairs, arranged(pairs), tree, diagram, sorted, hash, retrieval].map((coder) => [coder.id, coder]),
);

/** The coder of that name, or undefined. */
export function coderOf(id: string): Coder | undefined {
  return Object.hasOwn(CODERS, id) ? CODERS[id] : undefined;
}
