import type { Coder } from '../coder.ts';

/**
 * The family of a coder.
 *
 *   table     a data structure for random access, nothing compressed
 *   general   a general compressor
 *   domain    a codec that knows what cells are
 */
export type CoderFamily = 'table' | 'general' | 'domain';

/** A coder with facts about it. They are separate from the coder, so that programs do not ship them. */
export interface RegisteredCoder {
  readonly coder: Coder;
  /** The module that exports the coder, from the root, without extension. */
  readonly module: string;
  /** The name of that export. */
  readonly exportName: string;
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
export function exportedFrom(
  folder: string,
  named: Readonly<Record<string, Coder>>,
  module?: string,
): Pick<RegisteredCoder, 'coder' | 'module' | 'exportName'> {
  const [[exportName, coder]] = Object.entries(named);
  return { coder, module: `${folder}/${module ?? coder.id}`, exportName };
}
