/** Regret of ways to choose a codec: bytes over those of the smallest file, as means over tables, games and families. */

import { quantile } from '../../../../text/quantile.ts';
import { redrawn, seeded } from '../../../rule/bootstrap.ts';

/** A table that was encoded by every candidate. */
export interface Judged {
  readonly game: string;
  readonly family: string;
  readonly table: string;
  readonly metric: string;
  readonly cells: number;
  /** Bytes of its file by codec. */
  readonly bytes: Readonly<Record<string, number>>;
  /** CPU seconds that each file took. */
  readonly seconds: Readonly<Record<string, number>>;
  /** CPU seconds of the race of small slices. */
  readonly race: number;
  /** The codecs that the race leaves to be tried, the leader first. */
  readonly tried: readonly string[];
  readonly why: string;
}

/** A way to choose. */
export interface CodecChoice {
  readonly name: string;
  /**
   * Returns the codec of a table.
   * @param others the judged tables of all other families
   */
  readonly choose: (table: Judged, others: readonly Judged[]) => string;
  /** Returns the CPU seconds until the file is there. */
  readonly seconds: (table: Judged, chosen: string) => number;
}

/** What a way to choose costs. */
export interface Regret {
  readonly name: string;
  /** Geometric mean over families, of geometric means over their games, of those over their tables; at least 1. */
  readonly regret: number;
  /** The ends of the interval that holds 90 % of the means of families drawn with replacement. */
  readonly least: number;
  readonly most: number;
  /** The greatest mean of a family. */
  readonly worst: number;
  /** Bytes and CPU seconds of all tables together. */
  readonly bytes: number;
  readonly seconds: number;
}

const DRAWS = 1000;

const alone = ({ seconds }: Judged, chosen: string): number => seconds[chosen];

/** Returns the ways to choose among codecs. */
export function choicesAmong(codecs: readonly string[]): CodecChoice[] {
  return [
    {
      name: 'all tried',
      choose: (table) => smallestOf(table, codecs),
      seconds: (table) => codecs.reduce((sum, codec) => sum + table.seconds[codec], 0),
    },
    {
      name: 'learnt from small slices',
      choose: (table) => smallestOf(table, table.tried),
      seconds: (table) => table.race + table.tried.reduce((sum, codec) => sum + table.seconds[codec], 0),
    },
    {
      name: 'learnt, the leader alone',
      choose: ({ tried }) => tried[0],
      seconds: (table, chosen) => table.race + table.seconds[chosen],
    },
    { name: 'by size, from other families', choose: (table, others) => bySize(table, others, codecs), seconds: alone },
    { name: 'one codec, from other families', choose: (_, others) => bestOf(others, codecs), seconds: alone },
    ...codecs.map((codec) => ({ name: `always ${codec}`, choose: () => codec, seconds: alone })),
  ];
}

/**
 * Returns what a way to choose costs. A table's codec is chosen without a look at its family.
 * @param seed whole number; the same seed draws the same families
 */
export function regretOf(tables: readonly Judged[], { name, choose, seconds }: CodecChoice, seed: number): Regret {
  const chosen = tables.map((table) => {
    const codec = choose(
      table,
      tables.filter(({ family }) => family !== table.family),
    );
    return { table, codec, log: Math.log(table.bytes[codec] / leastOf(table)) };
  });
  const logs = new Map(chosen.map(({ table, log }) => [table, log]));
  const families = familyMeans(tables, (table) => logs.get(table)!);
  const random = seeded(seed);
  const draws = Array.from({ length: DRAWS }, () => mean(redrawn(families, families.length, random)));
  return {
    name,
    regret: Math.exp(mean(families)),
    least: Math.exp(quantile(draws, 0.05)),
    most: Math.exp(quantile(draws, 0.95)),
    worst: Math.exp(Math.max(...families)),
    bytes: chosen.reduce((sum, { table, codec }) => sum + table.bytes[codec], 0),
    seconds: chosen.reduce((sum, { table, codec }) => sum + seconds(table, codec), 0),
  };
}

/** Returns the mean of each family: of its games, each of which is the mean of its tables. */
function familyMeans(tables: readonly Judged[], of: (table: Judged) => number): number[] {
  return groups(tables, ({ family }) => family).map((family) =>
    mean(groups(family, ({ game }) => game).map((game) => mean(game.map(of)))),
  );
}

/** Returns the codec with the least regret on some tables. */
function bestOf(tables: readonly Judged[], codecs: readonly string[]): string {
  return leastBy(codecs, (codec) =>
    mean(familyMeans(tables, (table) => Math.log(table.bytes[codec] / leastOf(table)))),
  );
}

/**
 * Returns the codec that a stump chooses: one codec below a number of cells, another from there on. Number and codecs
 * are those with the least regret on other tables.
 */
function bySize(table: Judged, others: readonly Judged[], codecs: readonly string[]): string {
  const stumps = others.map(({ cells: from }) => {
    const parts = [others.filter(({ cells }) => cells < from), others.filter(({ cells }) => cells >= from)];
    const [small, large] = parts.map((part) => (part.length === 0 ? codecs[0] : bestOf(part, codecs)));
    const codecOf = ({ cells }: Judged): string => (cells < from ? small : large);
    return {
      codecOf,
      regret: mean(familyMeans(others, (each) => Math.log(each.bytes[codecOf(each)] / leastOf(each)))),
    };
  });
  return leastBy(stumps, ({ regret }) => regret).codecOf(table);
}

function smallestOf({ bytes }: Judged, codecs: readonly string[]): string {
  return leastBy(codecs, (codec) => bytes[codec]);
}

function leastOf({ bytes }: Judged): number {
  return Math.min(...Object.values(bytes));
}

/** Returns the first of the elements with the least number. */
function leastBy<T>(list: readonly T[], of: (each: T) => number): T {
  return list.reduce((best, each) => (of(each) < of(best) ? each : best));
}

function groups<T>(list: readonly T[], of: (each: T) => string): T[][] {
  const found = new Map<string, T[]>();
  for (const each of list) found.set(of(each), [...(found.get(of(each)) ?? []), each]);
  return [...found.values()];
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
}
