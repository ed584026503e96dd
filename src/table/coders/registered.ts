import type { CellDecoder, Coder } from '../coder.ts';

/**
 * The family of a coder.
 *
 *   table     a data structure for random access, nothing compressed
 *   general   a general compressor
 *   domain    a codec that knows what cells are
 */
export type CoderFamily = 'table' | 'general' | 'domain';

/** A coder or decoder, and where programs find it. */
export interface Exported<T extends CellDecoder> {
  readonly coder: T;
  /** The module that exports it, from the root, without extension. */
  readonly module: string;
  /** The name of that export. */
  readonly exportName: string;
}

/** A coder with facts about it, which are separate from it, so that programs do not ship them. They export the coder or its decoder. */
export interface RegisteredCoder extends Exported<Coder> {
  /** A few words for people. */
  readonly label: string;
  readonly family: CoderFamily;
  /** Most cells in comparisons: with more, encoding or reading takes too long. Absent: any number. */
  readonly mostCells?: number;
  /** Id of the coder that represents this one in comparisons. */
  readonly variantOf?: string;
}

/**
 * Returns a coder with its module and the name of its export.
 * @param named the coder by the name of its export, as in `{ runLength }`
 * @param module name of its module in `folder`; default: the coder's id
 */
export function exportedFrom<T extends CellDecoder>(
  folder: string,
  named: Readonly<Record<string, T>>,
  module?: string,
): Exported<T> {
  const [[exportName, coder]] = Object.entries(named);
  return { coder, module: `${folder}/${module ?? coder.id}`, exportName };
}
