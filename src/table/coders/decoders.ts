import type { CellDecoder } from '../coder.ts';
import { pairsArranged } from './arranged.ts';
import { diagram } from './diagram.ts';
import { forestDecoder } from './forest.ts';
import { hash } from './hash.ts';
import { pairs } from './pairs.ts';
import { plain } from './plain.ts';
import { retrieval } from './retrieval.ts';
import { runLength } from './run-length.ts';
import { sorted } from './sorted.ts';
import { treeDecoder } from './tree.ts';

/** What reads tables, by the id of the coder. The learner of trees is no part of it: programs that read do not carry it. */
const DECODERS: ReadonlyMap<string, CellDecoder> = new Map(
  [plain, runLength, pairs, pairsArranged, treeDecoder, forestDecoder, diagram, sorted, hash, retrieval].map(
    (decoder) => [decoder.id, decoder],
  ),
);

/** Returns what reads tables of the coder of this id, or undefined. */
export function decoderOf(id: string): CellDecoder | undefined {
  return DECODERS.get(id);
}
