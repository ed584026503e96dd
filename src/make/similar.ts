/** What a table's file will take, from the files of similar tables. */

import type { Costs, OptionCost, TableCost } from '../plan/costs.ts';
import { RTBW } from '../syzygy/index.ts';
import { codeOf } from '../game/schema.ts';
import type { Specialization } from '../specialize/index.ts';

/**
 * Returns costs in which each table without a file has a forecast of one. Its bytes are its cells times the geometric mean of the
 * bytes a cell of the stored tables of as many men and as many pawns, or, where there are none, of as many men; so are the
 * times of its probes. Tables without such neighbours get no forecast.
 */
export function withForecasts(specialization: Specialization, costs: Costs): Costs {
  const groups = new Map<string, Sample[]>();
  for (const { table, options } of costs.tables) {
    const option = options.find(isOwnFile);
    if (option === undefined) continue;
    for (const key of kindsOf(specialization, table)) {
      const sample = { option, cells: cellsOf(specialization, table) };
      groups.set(key, [...(groups.get(key) ?? []), sample]);
    }
  }
  const tables = costs.tables.map((cost): TableCost => {
    const options = cost.options.filter(({ forecast }) => !forecast);
    const similar = kindsOf(specialization, cost.table).flatMap((key) => [groups.get(key) ?? []]);
    const samples = similar.find(({ length }) => length > 0);
    if (samples === undefined || options.some(isOwnFile)) return { ...cost, options };
    return { ...cost, options: [...options, forecastOf(samples, cellsOf(specialization, cost.table))] };
  });
  return { ...costs, tables };
}

/** Returns whether an option is a file of ours. Syzygy's exist or do not. */
function isOwnFile({ stored, codec }: OptionCost): boolean {
  return stored === true && codec !== RTBW;
}

/** A stored table. */
interface Sample {
  readonly option: OptionCost;
  readonly cells: number;
}

function forecastOf(samples: readonly Sample[], cells: number): OptionCost {
  const mean = (figure: (sample: Sample) => number): number =>
    Math.exp(samples.reduce((sum, sample) => sum + Math.log(figure(sample)), 0) / samples.length);
  const [{ option }] = samples;
  return {
    representation: option.representation,
    codec: option.codec,
    bytes: Math.round(cells * mean(({ option: { bytes }, cells: own }) => bytes / own)),
    probe: mean(({ option: { probe } }) => probe),
    cold: mean(({ option: { cold } }) => cold),
    ...(samples.some(({ option: { dependsOnExits } }) => dependsOnExits) ? { dependsOnExits: true } : {}),
    forecast: true,
  };
}

/** Returns names of kinds of tables, the narrower one first. */
function kindsOf({ materials, game }: Specialization, table: string): string[] {
  if (game.tables === 'one') return [];
  const signature = materials.parse(table, game.id);
  const men = String(materials.men(signature));
  const pawn = game.chessmen?.indexOf('pawn') ?? -1;
  if (pawn < 0) return [men];
  const { board } = materials.of(signature);
  const pawns = board[codeOf(game.schema, pawn, 0)] + board[codeOf(game.schema, pawn, 1)];
  return [`${men}, ${pawns} pawns`, men];
}

function cellsOf(specialization: Specialization, table: string): number {
  return specialization.slicesOf(table).reduce((sum, slice) => sum + specialization.space(slice).size, 0);
}
