/** One file with a game's rules, an engine and tables: its length is all that an answer costs in bytes. */

export { chooseTables, type OfferedTable } from './choose-tables.ts';
export { FORMATS, type ShippedFormat, fileMaker, type ShippedGame } from './file.ts';
export type { Rules } from './program.ts';
export { prepareTables, type PrepareOptions } from './prepare.ts';
