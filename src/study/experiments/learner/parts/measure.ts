/**
 * The specialiser taken apart: what tables take, and what generating them takes, without one of its parts. What has no
 * switch in the code is not taken out, and the chapter names it.
 */

import { gameOf } from '../../../../../games/index.ts';
import { type Game, type Metric, Position } from '../../../../game/index.ts';
import {
  encodeAs,
  encodeRepresented,
  generateTables,
  type KnownTable,
  LEARNT_CODECS,
  learntEncodings,
  repack,
  represent,
} from '../../../../make/index.ts';
import { ExactValues } from '../../../../make/exact-values.ts';
import type { EngineId } from '../../../../engines/index.ts';
import { type Slice, Specialization, type Symmetry } from '../../../../specialize/index.ts';
import { DEFAULT_CODEC, type EncodedTable, RepresentationSpec, TableStore } from '../../../../table/index.ts';
import { MemoryFiles } from '../../../../table/memory-files.ts';
import type { ExperimentContext } from '../../../experiment-context.ts';
import { cpu } from '../../../stopwatch.ts';
import { digitBytes } from './digits.ts';
import { compressedNaiveBytes, naiveBytes, type NaiveTable, solveNaively } from './naive.ts';
import type { Apart, Arm, ArmCost } from './ratios.ts';

/** The data of all games. */
export interface PartsData {
  readonly part: 'specialiser';
  readonly games: readonly Apart[];
}

interface PartsCase {
  readonly game: string;
  readonly family: string;
  /** Named tables; default: the game's own. */
  readonly tables?: readonly string[];
  readonly metric?: Metric;
  readonly quick?: true;
}

/** Games of outcomes whose initial position leads to all of their tables; and chess, for its kernel alone. */
const CASES: readonly PartsCase[] = [
  { game: 'three-mens-morris', family: 'morris', quick: true },
  { game: 'dodgem', family: 'dodgem', quick: true },
  { game: 'hare-and-hounds', family: 'hunts', quick: true },
  { game: 'chess', family: 'chess', tables: ['KQvK'], metric: 'wdl', quick: true },
  { game: 'tic-tac-toe', family: 'rows' },
  { game: 'mnk-4-3-3', family: 'rows' },
  { game: 'connect-four-4x4', family: 'connect-four' },
  { game: 'hexapawn-3x3', family: 'pawns' },
  { game: 'mu-torere', family: 'mu-torere' },
  { game: 'konane-4x4', family: 'konane' },
];

/** Generation is measured so many times, the least counts: first runs compile. */
const ROUNDS = 2;
/** Longer runs are measured once. */
const LONG = 0.2;

/** Takes the specialiser apart in every game. */
export async function measureParts(context: ExperimentContext): Promise<PartsData> {
  const games: Apart[] = [];
  for (const each of CASES) {
    if (context.size === 'full' || each.quick) games.push(await takeApart(each, (what) => context.report(what)));
  }
  return { part: 'specialiser', games };
}

async function takeApart(
  { game: id, family, tables, metric = 'dtm' }: PartsCase,
  report: (what: string) => void,
): Promise<Apart> {
  // A copy has no record of what exploring finds, so exploring is part of the time.
  const game: Game = { ...gameOf(id), tables: 'each' };
  const whole: Game = { ...game, tables: 'one' };
  const say = (arm: Arm): void => report(`${id}: ${arm}`);
  const make = (of: () => Specialization, engine?: EngineId): Promise<Made> => generate(of, tables, metric, engine);
  say('everything');
  const made = await make(() => new Specialization(game));
  const packed = await pack(made, metric);
  const arms: Partial<Record<Arm, ArmCost>> = { everything: { bytes: packed.bytes, seconds: made.seconds } };
  const representation = new RepresentationSpec(game.domain.name, metric);
  const ranked = packed.files.map(({ known }) => ({ known, represented: represent(known, representation) }));
  const encoded = (codecOf: (i: number) => string, caring: boolean): number =>
    packed.files.reduce((sum, { known }, i) => {
      const { cells, ...rest } = caring ? represent(known, representation, { exits: false }) : ranked[i].represented;
      const { dontCare: _, ...cared } = cells;
      return sum + bodyBytes(encodeRepresented({ ...rest, cells: caring ? cared : cells }, { codec: codecOf(i) }));
    }, 0);
  say("no don't-cares");
  arms["no don't-cares"] = { bytes: encoded((i) => packed.files[i].codec, true) };
  arms['the default codec'] = { bytes: encoded(() => DEFAULT_CODEC, false) };
  if (game.chessmen !== undefined) {
    say('generic engine');
    arms['generic engine'] = { seconds: (await make(() => new Specialization(game), 'generic')).seconds };
  } else {
    say('no symmetry');
    const plain = await make(() => new Unsymmetric(game));
    arms['no symmetry'] = { bytes: (await pack(plain, metric)).bytes, seconds: plain.seconds };
    say('all slices in one table');
    const one = await make(() => new Specialization(whole));
    arms['all slices in one table'] = { bytes: (await pack(one, metric)).bytes, seconds: one.seconds };
    say('no ranking: a digit a cell');
    const digits = digitBytes(game, ranked);
    if (digits !== undefined) arms['no ranking: a digit a cell'] = { bytes: digits };
    say('naive template');
    const { result, seconds } = timed(() => solveNaively(game));
    for (const each of [made, plain]) compare(result, each);
    arms['naive template'] = { bytes: naiveBytes(result), seconds };
    arms['naive template, then brotli'] = { bytes: compressedNaiveBytes(result) };
  }
  return { game: id, family, positions: made.positions, arms };
}

/** A specialization that takes every board for one without symmetries, and the sides for different ones. */
class Unsymmetric extends Specialization {
  override symmetries(slice: Slice): readonly Symmetry[] {
    return super.symmetries(slice).slice(0, 1);
  }
}

/** Generated tables. */
interface Made {
  readonly specialization: Specialization;
  readonly named: readonly string[];
  readonly store: TableStore;
  readonly seconds: number;
  readonly positions: number;
}

async function generate(
  of: () => Specialization,
  tables: readonly string[] | undefined,
  metric: Metric,
  engine: EngineId | undefined,
): Promise<Made> {
  let seconds = Number.POSITIVE_INFINITY;
  for (let round = 1; ; round++) {
    const start = cpu();
    const specialization = of();
    const store = new TableStore(new MemoryFiles());
    const named = tables ?? specialization.defaultTables();
    await generateTables(specialization, named, store, { metric, engine });
    seconds = Math.min(seconds, cpu(start));
    if (round < ROUNDS && seconds < LONG) continue;
    const entries = store.list(specialization.game.id, metric);
    const positions = entries.reduce((sum, { statistics }) => sum + statistics.positions, 0);
    return { specialization, named, store, seconds, positions };
  }
}

/** Packs tables as the product does, and returns what is known of each and the codec that it got. */
async function pack(
  { specialization, named, store }: Made,
  metric: Metric,
): Promise<{ bytes: number; files: { known: KnownTable; codec: string }[] }> {
  const { game } = specialization;
  const to = new TableStore(new MemoryFiles());
  const representation = new RepresentationSpec(game.domain.name, metric);
  const encodings = LEARNT_CODECS.map((codec) => ({ representation, codec }));
  const narrow = learntEncodings(specialization, store, to, encodings);
  const tables: KnownTable[] = [];
  await repack(specialization, named, store, to, {
    encodings,
    narrow: (known) => {
      tables.push(known);
      return narrow(known);
    },
  });
  const codecs = new Map(to.list(game.id, metric).map(({ table, codec }) => [table, codec]));
  const files = tables.map((known) => ({ known, codec: codecs.get(known.table)! }));
  const bodies = files.map(({ known, codec }) => bodyBytes(encodeAs(known, { representation, codec })));
  return { bytes: bodies.reduce((sum, bytes) => sum + bytes, 0), files };
}

/** Returns the bytes of a file without its head, which says more of a small table than its cells do. */
function bodyBytes({ bytes, chunks }: EncodedTable): number {
  return bytes - chunks[0].length;
}

function timed<T>(work: () => T): { result: T; seconds: number } {
  let seconds = Number.POSITIVE_INFINITY;
  for (let round = 1; ; round++) {
    const start = cpu();
    const result = work();
    seconds = Math.min(seconds, cpu(start));
    if (round === ROUNDS || seconds >= LONG) return { result, seconds };
  }
}

/** @throws Error if a value of the naive template differs from that of the tables */
function compare({ states, stateBytes, values }: NaiveTable, { specialization, store }: Made): void {
  const { game } = specialization;
  const p = new Position(game.schema);
  const exact = new ExactValues(specialization, store, 'dtm');
  values.forEach((value, id) => {
    p.restore(states, id * stateBytes);
    if (game.ended(p) !== undefined) return;
    const stored: number = exact.at(p);
    if (stored !== value)
      throw new Error(`${game.id}: ${game.format(p)} is ${value} by the naive template, and ${stored} in the tables`);
  });
}
