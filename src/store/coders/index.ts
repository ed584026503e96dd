/** The registry of coders, by id. A new coder is one more object in this list. Ids differ from those of codecs. */

import type { Coder } from '../coder.ts';
import { pairs } from './pairs.ts';
import { plain } from './plain.ts';
import { runLength } from './run-length.ts';
import { tree } from './tree.ts';

export const CODERS: Readonly<Record<string, Coder>> = Object.fromEntries(
  [plain, runLength, pairs, tree].map((coder) => [coder.id, coder]),
);

/** The coder of that name, or undefined. */
export function coderOf(id: string): Coder | undefined {
  return Object.hasOwn(CODERS, id) ? CODERS[id] : undefined;
}
