/** What is known of a coder beside what it does. It stands apart from the coder, so that programs ship none of it. */

import type { Coder } from '../coder.ts';

/**
 *   table     a data structure for random access, nothing compressed
 *   general   a general compressor
 *   domain    a codec that knows what cells are
 */
export type CoderFamily = 'table' | 'general' | 'domain';

export interface RegisteredCoder {
  readonly coder: Coder;
  /** The module that exports the coder, from the root, without extension. */
  readonly module: string;
  /** The name by which it does. */
  readonly exportName: string;
  /** A few words for people. */
  readonly label: string;
  readonly family: CoderFamily;
  /** With more cells, encoding or reading takes too long to be compared with other coders. Absent: any number. */
  readonly mostCells?: number;
  /** Id of the coder that stands for this one where coders are compared. */
  readonly variantOf?: string;
}

/** A coder by the name of its export, as in `{ runLength }`; its module in `folder` has its id unless `module` says otherwise. */
export function exportedFrom(
  folder: string,
  named: Readonly<Record<string, Coder>>,
  module?: string,
): Pick<RegisteredCoder, 'coder' | 'module' | 'exportName'> {
  const [[exportName, coder]] = Object.entries(named);
  return { coder, module: `${folder}/${module ?? coder.id}`, exportName };
}
