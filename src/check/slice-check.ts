/** Checks of slices and their index spaces, which `specialize` derives from the rules. */

import type { Game } from '../game/contract.ts';
import { isEndgameError } from '../game/errors.ts';
import { Position } from '../game/position.ts';
import { applySymmetry, type Slice, type Specialization, type Symmetry } from '../specialize/index.ts';
import type { Say } from './finding.ts';
import { eachPlacement, eachPosition } from './samples.ts';

/** A property of every slice. */
export interface SliceCheck {
  readonly name: string;
  /** The property, in one sentence. */
  readonly title: string;
  /** Most positions per slice. */
  readonly sample: number;
  /** Checks a slice and returns the number of checked positions. */
  readonly run: (specialization: Specialization, slice: Slice, run: SliceRun) => number;
}

/** The settings of a run of a check. */
export interface SliceRun {
  /** Most positions. */
  readonly sample: number;
  /** Reports a remark. */
  readonly say: Say;
  /** Returns whether time is left for another position. */
  readonly goesOn: () => boolean;
}

const INDICES = 'one index for a position and its images under the symmetries of the slice';
const TOOLKIT = 'if the rules are right and the checks of positions find nothing, report it as a fault of the toolkit';

const orbits: SliceCheck = {
  name: 'orbits',
  title: 'an index stands for one orbit of positions and an orbit for one index',
  sample: 3_000,
  run(specialization, slice, { sample, say, goesOn }) {
    const { game } = specialization;
    const image = new Position(game.schema);
    const space = specialization.space(slice);
    const group = specialization.symmetries(slice);
    const alone = group.slice(0, 1);
    return eachPosition(specialization, slice, sample, (p, index) => {
      const ranked = space.rank(p);
      const { stabilizer } = space;
      let fixed = 0;
      let wrong = ranked === index ? undefined : `index ${index} stands for it, and rank gives ${ranked}`;
      for (const s of space.isReduced(index) ? group : alone) {
        applySymmetry(s, p, image);
        const other = space.rank(image);
        if (other !== index) wrong ??= `an image of it has the index ${other}, and it has ${index}`;
        if (!s.swap && image.key() === p.key()) fixed++;
      }
      if (stabilizer !== fixed) wrong ??= `${fixed} symmetries keep it, and rank says ${stabilizer}`;
      if (wrong) say({ position: game.format(p), found: wrong, expected: INDICES, todo: TOOLKIT });
      return goesOn();
    });
  },
};

const indices: SliceCheck = {
  name: 'indices',
  title: 'every legal placement has an index, and unranking it gives an image of it',
  sample: 400,
  run(specialization, slice, { sample, say, goesOn }) {
    const { game } = specialization;
    const back = new Position(game.schema);
    const image = new Position(game.schema);
    const space = specialization.space(slice);
    return eachPlacement(specialization, slice, sample, (p, isLegal) => {
      if (!isLegal) return true;
      const index = space.rank(p);
      const known = index >= 0 && index < space.size && space.unrank(index, back);
      const images = specialization.symmetries(slice).map((s) => {
        applySymmetry(s, p, image);
        return image.key();
      });
      if (!known || !images.includes(back.key())) {
        const found = known
          ? `index ${index} stands for "${game.format(back)}", which is no image of it`
          : `it has no index (${index} of ${space.size})`;
        say({ position: game.format(p), found, expected: INDICES, todo: TOOLKIT });
      }
      return goesOn();
    });
  },
};

/** Most positions of a slice whose moves are followed. */
export const FOLLOWED = 3_000;

/**
 * Records the slices that moves of the checked positions lead to, as generating does: exploring a slice has seen fewer
 * positions.
 * @throws EndgameError E_RULES if such a move closes a cycle between slices or breaks a symmetry
 */
export function learnRareMoves(
  specialization: Specialization,
  slice: Slice,
  sample: number,
  goesOn: () => boolean,
): void {
  const { game } = specialization;
  const moves = new Int32Array(game.maxMoves);
  const known = new Set([slice, ...specialization.below(slice)]);
  const rare = new Map<Slice, number>();
  eachPosition(specialization, slice, sample, (p) => {
    if (game.ended(p) !== undefined) return true;
    for (const move of moves.slice(0, game.moves(p, moves))) {
      const { time } = p;
      game.play(p, move);
      if ((game.legal === undefined || game.legal(p)) && game.ended(p) === undefined) {
        const next = specialization.sliceOf(p.signature);
        if (!known.has(next)) rare.set(next, p.signature);
      }
      p.rewind(time);
    }
    return goesOn();
  });
  for (const signature of rare.values()) specialization.learn(slice, signature);
}

const below: SliceCheck = {
  name: 'slices',
  title: 'moves lead to the slice itself or to slices below it, and score or keep the turn only on leaving it',
  sample: FOLLOWED,
  run(specialization, slice, { sample, say, goesOn }) {
    const { game } = specialization;
    const lower = new Set(specialization.below(slice));
    const moves = new Int32Array(game.maxMoves);
    return eachPosition(specialization, slice, sample, (p) => {
      if (game.ended(p) !== undefined) return true;
      for (const move of moves.slice(0, game.moves(p, moves))) {
        const { time, turn } = p;
        const points = game.play(p, move) ?? 0;
        const counts = (game.legal === undefined || game.legal(p)) && game.ended(p) === undefined;
        const next = counts ? specialization.sliceOf(p.signature) : undefined;
        const stays = next === slice && (p.turn === turn || points !== 0);
        p.rewind(time);
        if (next === undefined || (!stays && (next === slice || lower.has(next)))) continue;
        say({
          position: game.format(p),
          move: game.formatMove(p, move),
          ...(stays
            ? {
                found: `the move scores or keeps the turn, and other moves lead back from there to ${slice.name}`,
                expected: 'that such a move can never be undone by others',
                todo: 'let moves that score or keep the turn change the numbers of men or seeds for good',
              }
            : {
                found: `the move leads to ${next.name}, which no sampled position of ${slice.name} showed`,
                expected: `the slices ${[slice, ...lower].map(({ name }) => name).join(', ')}`,
                todo: 'let the rules make that move possible in more positions; generating learns it, unless it closes a cycle',
              }),
        });
        return false;
      }
      return goesOn();
    });
  },
};

const symmetric: SliceCheck = {
  name: 'symmetries',
  title: 'the rules treat a position and its images alike',
  sample: 100,
  run(specialization, slice, { sample, say, goesOn }) {
    const { game } = specialization;
    const [identity, ...group] = specialization.symmetries(slice);
    if (group.length === 0) return 0;
    const image = new Position(game.schema);
    const spare = new Position(game.schema);
    return eachPosition(specialization, slice, sample, (p) => {
      for (const s of group) {
        applySymmetry(s, p, image);
        const there = outcomes(game, p, s, spare);
        const here = outcomes(game, image, identity, spare);
        if (there === here) continue;
        say({
          position: game.format(p),
          found: `the rules say something else of its image "${game.format(image)}"${s.swap ? ', with the sides exchanged' : ''}`,
          expected: 'the same, since all positions that were sampled before were treated alike',
          todo: 'let the links of the board tell the directions apart, or let the difference show in more positions',
        });
        return false;
      }
      return goesOn();
    });
  },
};

/** Returns the successors and results of a position, each as its image under `s`. */
function outcomes(game: Game, p: Position, s: Symmetry, image: Position): string {
  if (game.legal && !game.legal(p)) return 'not legal';
  const ended = game.ended(p);
  if (ended !== undefined) return `ended: ${ended}`;
  const moves = new Int32Array(game.maxMoves);
  const after: string[] = [];
  for (const move of moves.slice(0, game.moves(p, moves))) {
    const { time } = p;
    const points = game.play(p, move) ?? 0;
    if (!game.legal || game.legal(p)) {
      applySymmetry(s, p, image);
      after.push(`${image.key()} ${game.ended(p)} ${points}`);
    }
    p.rewind(time);
  }
  return after.length === 0 ? `stuck: ${game.stuck?.(p)}` : after.sort().join('\n');
}

const takenBack: SliceCheck = {
  name: 'unmoves in slices',
  title: 'unmoves take back every move within a slice, one that exchanges the numbers of men too',
  sample: 150,
  run(specialization, slice, { sample, say, goesOn }) {
    const { game } = specialization;
    if (game.unmoves === undefined) return 0;
    const moves = new Int32Array(game.maxMoves);
    const unmoves = new Int32Array(game.maxMoves);
    return eachPosition(specialization, slice, sample, (p) => {
      if (game.ended(p) !== undefined) return true;
      const { time } = p;
      const from = p.key();
      const text = game.format(p);
      for (const move of moves.slice(0, game.moves(p, moves))) {
        game.play(p, move);
        const after = p.time;
        const stays = (game.legal === undefined || game.legal(p)) && specialization.sliceOf(p.signature) === slice;
        let found = !stays;
        for (const unmove of stays ? unmoves.slice(0, game.unmoves!(p, unmoves)) : []) {
          game.unplay!(p, unmove);
          found ||= p.key() === from;
          p.rewind(after);
        }
        p.rewind(time);
        if (found) continue;
        say({
          position: text,
          move: game.formatMove(p, move),
          found: `the move stays in ${slice.name}, and no unmove takes it back`,
          expected: 'an unmove for it',
          todo: 'let unmoves write moves that exchange the numbers of both sides too, or leave unmoves and unplay out',
        });
        return false;
      }
      return goesOn();
    });
  },
};

const refusing: SliceCheck = {
  name: 'refusing',
  title: 'parse refuses what is not legal',
  sample: 100,
  run(specialization, slice, { sample, say, goesOn }) {
    const { game } = specialization;
    const other = new Position(game.schema);
    if (game.legal === undefined) return 0;
    return eachPlacement(specialization, slice, sample, (p, isLegal) => {
      if (isLegal) return true;
      const text = game.format(p);
      try {
        game.parse(other, text);
      } catch (error) {
        if (isEndgameError(error) && error.code === 'E_POSITION') return goesOn();
        throw error;
      }
      if (game.legal!(other)) return goesOn();
      say({
        position: text,
        found: 'parse reads the text, though legal refuses the position',
        expected: 'an EndgameError E_POSITION that names what is wrong',
        todo: 'end parse with: if (!legal(p)) throw new EndgameError("E_POSITION", what, hint)',
      });
      return false;
    });
  },
};

/** All checks of slices; later ones rely on earlier ones. */
export const SLICE_CHECKS: readonly SliceCheck[] = [below, symmetric, orbits, indices, takenBack, refusing];
