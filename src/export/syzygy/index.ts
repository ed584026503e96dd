/** Syzygy files of outcomes and plies, made from our values. */

export type { ClassSource, Waiting } from './class-cells.ts';
export { outcomeFile, pliesFile } from './class-files.ts';
export { fileClassOf, MOST_MEN_WRITTEN } from './file-class.ts';
export { isChessGame } from './truths.ts';
