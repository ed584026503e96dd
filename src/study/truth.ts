import { Position } from '../game/position.ts';
import { UNUSED, type Value } from '../game/value.ts';
import { chunksOf, type Values } from '../game/values.ts';
import type { Effort } from '../engine/index.ts';
import { dontCaresOf } from '../make/index.ts';
import { SliceValues } from '../values/index.ts';
import { verifySlice } from '../verify/index.ts';
import { type Slice, type Specialization, specialize } from '../specialize/index.ts';
import { type KnownSlice, type KnownTable, represent, type RepresentedTable } from '../make/represent.ts';
import { MOST_READS, RepresentationSpec } from '../table/representation.ts';
import { MEMORY } from './answer/generator.ts';
import { cpu } from './stopwatch.ts';
import type { Subject } from './subjects.ts';

/** The truth about a subject: the values of all its slices, and their don't-cares. */
export interface Truth {
  readonly subject: Subject;
  readonly specialization: Specialization;
  /** The slices that games start in. */
  readonly roots: readonly Slice[];
  /** The roots and all slices below them, each after the slices below it. */
  readonly slices: readonly TrueSlice[];
  /** The slices by name. */
  readonly byName: ReadonlyMap<string, TrueSlice>;
  /** Legal positions up to symmetry. */
  readonly positions: number;
  /** Cells of all slices. */
  readonly cells: number;
  /** Positions whose value the verifier recomputed from their successors. */
  readonly verified: number;
  /** Returns the value of a position of one of the slices in which the game is not over. */
  readonly valueOf: (p: Position) => Value;
}

/** The truth about a slice. */
export interface TrueSlice {
  readonly slice: Slice;
  readonly values: Values;
  /** Legal positions up to symmetry. A kernel counts more as its effort. */
  readonly positions: number;
  readonly effort: Effort;
  /** CPU seconds to solve it once those below are solved. */
  readonly seconds: number;
  readonly known: KnownSlice;
}

/**
 * Solves all slices of a subject, finds their don't-cares, and verifies the values position by position. The verifier
 * shares no code with the engines.
 * @param verified most positions to verify; a slice that would exceed them is skipped
 * @throws EndgameError E_VALUE_WRONG
 */
export async function learnTruth(
  subject: Subject,
  onProgress: (what: string) => void,
  verified: number,
): Promise<Truth> {
  const { game } = subject;
  const specialization = specialize(game);
  const values = new SliceValues(specialization, { memory: MEMORY });
  const efforts = new Map<string, Effort>();
  const seconds = new Map<string, number>();
  const roots = rootsOf(specialization, subject);
  const solved = new Map<string, Values>();
  // Solving a slice can reveal one below it that no sample showed.
  for (
    let next = missing(specialization, roots, solved);
    next !== undefined;
    next = missing(specialization, roots, solved)
  ) {
    onProgress(`solving ${next.name}`);
    const start = cpu();
    solved.set(next.name, await values.get(next, { onSolved: (slice, effort) => efforts.set(slice.name, effort) }));
    seconds.set(next.name, cpu(start));
  }
  const valueOf = (p: Position): Value => {
    const slice = specialization.sliceOf(p.signature);
    return solved.get(slice.name)!.at(specialization.space(slice).rank(p)) as Value;
  };
  const slices: TrueSlice[] = [];
  const reads = new Map<Slice, number>();
  for (const slice of specialization.closure(roots)) {
    onProgress(`don't-cares of ${slice.name}`);
    const own = solved.get(slice.name)!;
    const below = game.domain.name === 'outcome' ? valueOf : undefined;
    const dontCares = await dontCaresOf(specialization, slice, own, game.domain, below);
    let read = 0;
    for (const [target, count] of dontCares.targets) read += count * (reads.get(target) ?? 1);
    const each = 1 + read / Math.max(1, dontCares.positions);
    reads.set(slice, each > MOST_READS ? 1 : each);
    const known = {
      name: slice.name,
      space: specialization.space(slice),
      values: own,
      dontCares,
      reads: each,
      divisible: slice.signatures.length === 1,
    };
    slices.push({
      slice,
      values: own,
      positions: legal(own),
      effort: efforts.get(slice.name)!,
      seconds: seconds.get(slice.name)!,
      known,
    });
  }
  let checked = 0;
  for (const { slice, positions } of slices) {
    if (checked + positions > verified) continue;
    onProgress(`verifying ${slice.name}`);
    checked += await verify(specialization, slice, valueOf);
  }
  return {
    subject,
    specialization,
    roots,
    slices,
    byName: new Map(slices.map((each) => [each.slice.name, each])),
    positions: slices.reduce((sum, each) => sum + each.positions, 0),
    cells: slices.reduce((sum, each) => sum + each.values.length, 0),
    verified: checked,
    valueOf,
  };
}

function legal(values: Values): number {
  let count = 0;
  for (const chunk of chunksOf(values)) for (let i = 0; i < chunk.length; i++) if (chunk[i] !== UNUSED) count++;
  return count;
}

function rootsOf(specialization: Specialization, { game, tables }: Subject): Slice[] {
  if (tables.length > 0) return tables.map((table) => specialization.slicesOf(table)[0]);
  const p = new Position(game.schema);
  game.parse(p, game.initial);
  return [specialization.sliceOf(p.signature)];
}

function missing(
  specialization: Specialization,
  roots: readonly Slice[],
  solved: ReadonlyMap<string, Values>,
): Slice | undefined {
  return specialization.closure(roots).find(({ name }) => !solved.has(name));
}

/** @throws EndgameError E_VALUE_WRONG */
async function verify(specialization: Specialization, slice: Slice, valueOf: (p: Position) => Value): Promise<number> {
  const report = await verifySlice(specialization, slice, valueOf);
  return report.positions;
}

/**
 * Returns a slice as a table of its own.
 * @param number of the slice in `slices`
 * @param exits whether cells may depend on exits
 */
export function knownTable({ subject: { game }, slices }: Truth, number: number, exits: boolean): KnownTable {
  const { known, positions } = slices[number];
  return {
    game: game.id,
    rules: game.version,
    table: known.name,
    domain: game.domain.name,
    schema: game.schema,
    slices: [exits ? known : { ...known, reads: Number.POSITIVE_INFINITY }],
    statistics: { positions, wins: 0, draws: 0, losses: 0 },
    generator: '',
  };
}

/** Returns the cells of a slice as coders get them. */
export function tableCellsOf(truth: Truth, number: number, exits: boolean): RepresentedTable {
  const { game } = truth.subject;
  return represent(knownTable(truth, number, exits), new RepresentationSpec(game.domain.name, 'dtm'));
}
