/** Making tables: generation, representations, repacking, and what tables cost. */

export { type DontCares, dontCaresOf, type DontCaresRun } from './dont-cares.ts';
export { forecastTrees, generateTables } from './generate.ts';
export { LEARNT_CODECS, learntEncodings } from './learnt.ts';
export { type Cost, costOf, costOfStored } from './probe-cost.ts';
export { learn, packStopped } from './known-table.ts';
export type {
  Narrowed,
  PackChoice,
  PackedTable,
  PackTablesOptions,
  PackWantedOptions,
  RepackedTable,
  RepackOptions,
  RepackOutcome,
  RepackRun,
  TablePackers,
} from './pack-options.ts';
export { packWanted, repack } from './repack.ts';
export { encodeAs, smallest, TablePacker } from './table-packer.ts';
export {
  DEFAULT_GENERATE_MEMORY,
  type FailedTable,
  type GeneratedTable,
  type GenerateOptions,
  type GenerateOutcome,
  type MakeOptions,
  type TableWorkers,
  type TreesOptions,
  type WorkerTable,
} from './options.ts';
export { encodeRepresented, type KnownTable, represent, type RepresentedTable } from './represent.ts';
export type { Forecast } from './forecast.ts';
export { TableMaker } from './table-maker.ts';
