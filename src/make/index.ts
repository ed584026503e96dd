/** Making tables: generation, representations, repacking, and what tables cost. */

export { type DontCares, dontCaresOf, type DontCaresRun } from './dont-cares.ts';
export { forecastTrees, generateTables } from './generate.ts';
export { LEARNT_CODECS, learntEncodings } from './learnt.ts';
export { type Cost, costOf, costOfStored } from './probe-cost.ts';
export {
  encodeAs,
  learn,
  type Narrowed,
  packWanted,
  type PackWantedOptions,
  repack,
  type RepackedTable,
  type RepackOptions,
  type RepackRun,
  smallest,
} from './repack.ts';
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
