import type { CellDecoder, Coder } from '../coder.ts';
import { pairsArranged } from './arranged.ts';
import { diagram } from './diagram.ts';
import { forestDecoder } from './forest.ts';
import { forest } from './forest-encoder.ts';
import { hash } from './hash.ts';
import { pairs } from './pairs.ts';
import { plain } from './plain.ts';
import { type Exported, exportedFrom, type RegisteredCoder } from './registered.ts';
import { retrieval } from './retrieval.ts';
import { runLength } from './run-length.ts';
import { sorted } from './sorted.ts';
import { treeDecoder } from './tree.ts';
import { tree } from './tree-encoder.ts';

/**
 * A coder of tables with the size of its decoder.
 * @internal
 */
export interface TableCoder extends RegisteredCoder {
  /**
   * Bytes of the coder's decoder: its module and that module's imports from this folder and ../trees, built, without comments,
   * compressed with brotli at its highest quality. Code that every table needs belongs to the solver. Codecs whose
   * decoder comes with the runtime cost nothing. The figure is stored, not computed: a plan must not depend on the
   * location of the code. tests/table/decoders.test.ts compares the figure with the built modules.
   */
  readonly decoderBytes: number;
}

const here = (named: Readonly<Record<string, Coder>>, module?: string): Exported<Coder> =>
  exportedFrom('./src/table/coders', named, module);

/** Returns where programs find the decoder of a coder whose encoder is a module of its own. */
const read = (named: Readonly<Record<string, CellDecoder>>, module: string, coder: Coder): Exported<Coder> => ({
  ...exportedFrom('./src/table/coders', named, module),
  coder,
});

/**
 * The registry of coders. A new coder is its module and one more line here. Commands, the study and the planner all
 * read this list. Ids differ from those of codecs.
 * @internal
 */
export const TABLE_CODERS: readonly TableCoder[] = [
  { ...here({ plain }), label: 'array, packed bits', family: 'table', decoderBytes: 1279 },
  { ...here({ runLength }), label: 'run lengths', family: 'domain', decoderBytes: 1711 },
  { ...here({ pairs }), label: 'pair grammar', family: 'domain', decoderBytes: 9267 },
  {
    ...here({ pairsArranged }, 'arranged'),
    label: 'pairs, arranged',
    family: 'domain',
    decoderBytes: 10_173,
    variantOf: 'pairs',
  },
  {
    ...read({ treeDecoder }, 'tree', tree),
    label: 'decision tree',
    family: 'domain',
    decoderBytes: 8595,
    variantOf: 'forest',
  },
  {
    ...read({ forestDecoder }, 'forest', forest),
    label: 'decision trees, paged',
    family: 'domain',
    decoderBytes: 11_635,
  },
  { ...here({ diagram }), label: 'decision diagram', family: 'domain', decoderBytes: 3516 },
  { ...here({ sorted }), label: 'sorted array, binary search', family: 'table', decoderBytes: 1238 },
  { ...here({ hash }), label: 'hash table', family: 'table', decoderBytes: 1318 },
  { ...here({ retrieval }), label: 'static function', family: 'table', decoderBytes: 1953 },
];

/** The coders of tables by id. */
export const CODERS: Readonly<Record<string, Coder>> = Object.fromEntries(
  TABLE_CODERS.map(({ coder }) => [coder.id, coder]),
);

/** Returns the coder of this id, or undefined. */
export function coderOf(id: string): Coder | undefined {
  return Object.hasOwn(CODERS, id) ? CODERS[id] : undefined;
}
