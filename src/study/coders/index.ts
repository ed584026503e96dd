import type { Coder } from '../../table/coder.ts';
import { TABLE_CODERS } from '../../table/coders/index.ts';
import { type Exported, exportedFrom, type RegisteredCoder } from '../../table/coders/registered.ts';
import { array } from './array.ts';
import { brotliBlocks, deflateBlocks } from './blocks.ts';
import { circuit } from './circuit.ts';
import { perfect } from './perfect.ts';

const here = (named: Readonly<Record<string, Coder>>, module?: string): Exported<Coder> =>
  exportedFrom('./src/study/coders', named, module);

/** The coders that the study compares: the coders of tables, and others for comparison only. */
export const STUDY_CODERS: readonly RegisteredCoder[] = [
  { ...here({ array }), label: 'array, a byte a cell', family: 'table' },
  { ...here({ perfect }), label: 'perfect index', family: 'table' },
  { ...here({ deflateBlocks }, 'blocks'), label: 'deflate, blocks', family: 'general' },
  { ...here({ brotliBlocks }, 'blocks'), label: 'brotli, blocks', family: 'general' },
  { ...here({ circuit }), label: 'circuit', family: 'domain', mostCells: 1_000_000 },
  ...TABLE_CODERS,
];

/**
 * Returns a coder with its facts.
 * @throws Error if no coder has this id
 */
export function registeredAs(id: string): RegisteredCoder {
  const found = STUDY_CODERS.find(({ coder }) => coder.id === id);
  if (found === undefined) throw new Error(`no coder ${id}`);
  return found;
}

/**
 * Returns a coder.
 * @throws Error if no coder has this id
 */
export function coderNamed(id: string): Coder {
  return registeredAs(id).coder;
}
