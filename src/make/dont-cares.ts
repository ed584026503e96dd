/**
 * Which cells of a slice may hold something else than the value of their position.
 *
 *   illegal      the index stands for no legal position, or for one where the game is over (the rules give its value
 *                before any table is read): the cell may hold anything
 *   exitSettled  the best exit attains the value. An exit is a move that leads to another slice or ends the game: its
 *                worth is found without this slice. The cell may hold anything up to the value
 *
 * Soundness of `exitSettled`. Let v be the value of a legal position that goes on, e the best worth of its exits (less
 * than every value if there are none) and c what the cell holds. A probe answers max(c, e). The value is the maximum
 * over all moves, so e <= v always. If the cell is not exitSettled, c = v, and max(v, e) = v. If it is exitSettled,
 * e = v and c <= v, so max(c, v) = v. Hence the probe is exact, by induction over the order of slices: exits lead to
 * slices below, of which there are finitely many, or end the game. Exits are optional in all games here. So an exit
 * alone does not make a cell exit-settled, and neither does a best exit that keeps the outcome when distances are
 * stored: the comparison is with the stored value itself, once for each question that the table may be made to answer.
 *
 * Cost. A probe of a slice whose cells depend on exits plays all exits, and all exits of the slices they lead to. In
 * chess few positions have an exit. In games where men are placed every move is one, and a probe would become a search
 * of the whole game. So `reads`, the number of values that a probe reads on average, is measured, and the caller
 * decides by it.
 */

import { isLegal } from '../game/rules.ts';
import { EndgameError } from '../game/errors.ts';
import { Pacer } from '../platform/pacer.ts';
import { Position } from '../game/position.ts';
import { type Value, type ValueDomain, worthOf } from '../game/value.ts';
import type { Values } from '../game/values.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import { forEachExit } from './exits.ts';

/** The don't-cares of a slice, and how many exits a probe would play. */
export interface DontCares {
  /** One bit per index, the lowest of a byte first: whether the index has no legal position that goes on. */
  readonly illegal: Uint8Array;
  /** One bit per index: whether the best exit attains the value (distances or scores). */
  readonly exitSettled: Uint8Array;
  /** One bit per index: whether the best exit attains the outcome. */
  readonly exitSettledOutcome: Uint8Array;
  /** Number of exits to other slices (`exits`) and of moves that end the game within the slice (`endings`). */
  readonly exits: number;
  readonly endings: number;
  /** By slice: the number of exits to its positions that go on. */
  readonly targets: ReadonlyMap<Slice, number>;
  /** Number of legal positions that go on. */
  readonly positions: number;
}

/** How to stop `dontCaresOf`, and how it reports progress. */
export interface DontCaresRun {
  readonly signal?: AbortSignal | undefined;
  /** Called with the share done, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

const CHUNK = 1 << 14;

/**
 * Finds the don't-cares of a slice.
 * @param values the values of the slice
 * @param domain what values mean (plies or scores, or outcomes alone)
 * @param below returns the value of a legal position of another slice that goes on. Undefined: exits are not played.
 *   That is right for dtz, where one ply does not give the worth of a move to another slice
 * @throws EndgameError E_VALUE_WRONG if a move is worth more than its position, E_ABORTED
 */
export async function dontCaresOf(
  specialization: Specialization,
  slice: Slice,
  values: Values,
  domain: ValueDomain,
  below: ((p: Position) => Value) | undefined,
  run: DontCaresRun = {},
): Promise<DontCares> {
  // Moves that only shift a man need not be played, unless one of them can end the game. The first pass finds that out.
  const shifts = specialization.game.shift === undefined;
  return (
    (await pass(specialization, slice, values, domain, below, shifts, run)) ??
    (await pass(specialization, slice, values, domain, below, true, run))!
  );
}

/**
 * Visits every index once.
 * @param shifts play every move; else the result is undefined if the game is over anywhere
 */
async function pass(
  specialization: Specialization,
  slice: Slice,
  values: Values,
  domain: ValueDomain,
  below: ((p: Position) => Value) | undefined,
  shifts: boolean,
  { signal, onProgress }: DontCaresRun,
): Promise<DontCares | undefined> {
  const { game } = specialization;
  const space = specialization.space(slice);
  const { size } = space;
  const bytes = Math.ceil(size / 8);
  const illegal = new Uint8Array(bytes);
  const exitSettled = new Uint8Array(bytes);
  const exitSettledOutcome = new Uint8Array(bytes);
  const p = new Position(game.schema);
  const moves = new Int32Array(game.maxMoves);
  const chunk = new Int16Array(Math.min(CHUNK, size));
  const found = { exits: 0, endings: 0, positions: 0 };
  const counts = new Map<number, number>();
  let best = NOTHING;
  const rate = (ended: Value | undefined, outside: boolean, points: number, again: boolean): void => {
    if (outside) found.exits++;
    else found.endings++;
    if (ended === undefined) counts.set(p.signature, (counts.get(p.signature) ?? 0) + 1);
    const worth = worthOf(domain, ended ?? below!(p), points, again);
    if (worth > best) best = worth;
  };
  const pacer = new Pacer();
  for (let from = 0; from < size; from += CHUNK) {
    const count = Math.min(CHUNK, size - from);
    values.read(from, chunk.subarray(0, count));
    for (let i = 0; i < count; i++) {
      const index = from + i;
      const byte = index >> 3;
      const bit = 1 << (index & 7);
      if (!space.unrank(index, p) || !isLegal(game, p)) {
        illegal[byte] |= bit;
        continue;
      }
      if (game.ended(p) !== undefined) {
        if (!shifts) return undefined;
        illegal[byte] |= bit;
        continue;
      }
      found.positions++;
      if (below === undefined) continue;
      best = NOTHING;
      forEachExit(game, space, p, moves, shifts, rate);
      const own = chunk[i];
      if (best > own) {
        throw new EndgameError(
          'E_VALUE_WRONG',
          `${game.id} ${slice.name}: ${game.format(p)} is worth less than one of its moves`,
          'check the tables with "endgame verify" and generate them again',
        );
      }
      if (best === own) exitSettled[byte] |= bit;
      if (best !== NOTHING && Math.sign(best) === Math.sign(own)) exitSettledOutcome[byte] |= bit;
    }
    if (pacer.isDue) {
      onProgress?.((from + count) / size);
      await pacer.pause();
      if (signal?.aborted) throw new EndgameError('E_ABORTED', `stopped while packing ${slice.name}`, 'run it again');
    }
  }
  const targets = new Map<Slice, number>();
  for (const [signature, count] of counts) {
    const target = specialization.sliceOf(signature);
    targets.set(target, (targets.get(target) ?? 0) + count);
  }
  return { illegal, exitSettled, exitSettledOutcome, ...found, targets };
}

/** Less than any value. */
const NOTHING = -40_000;
