import { isLegal } from '../game/rules.ts';
import type { Game } from '../game/contract.ts';
import { Position } from '../game/position.ts';
import { DRAW, type Value, type ValueDomain, worthOf } from '../game/value.ts';
import type { OnDemandRun } from './on-demand.ts';

/** Most plies of a line of draws or scores, in which no player makes progress. */
const LONGEST_IDLE_LINE = 12;

/** A legal move with its value. */
export interface Reply {
  readonly move: number;
  readonly name: string;
  /** Value for the player to move after it. */
  readonly value: Value;
  /** Points that the mover scores at once. */
  readonly points: number;
  /** Whether the mover moves again. */
  readonly again: boolean;
}

/** Ranks moves and finds best play, from the values of positions. */
export class Play {
  readonly #game: Game;
  readonly #metric: 'dtm' | 'wdl';
  readonly #domain: ValueDomain;
  readonly #value: (p: Position, run: OnDemandRun) => Promise<Value>;
  readonly #moves: Int32Array;

  /** @param value returns the value of a legal position */
  constructor(
    game: Game,
    metric: 'dtm' | 'wdl',
    domain: ValueDomain,
    value: (p: Position, run: OnDemandRun) => Promise<Value>,
  ) {
    this.#game = game;
    this.#metric = metric;
    this.#domain = domain;
    this.#value = value;
    this.#moves = new Int32Array(game.maxMoves);
  }

  /** Returns the legal moves with their values, best for the mover first. */
  async replies(p: Position, run: OnDemandRun): Promise<Reply[]> {
    const game = this.#game;
    if (game.ended(p) !== undefined) return [];
    const n = game.moves(p, this.#moves);
    const replies: Reply[] = [];
    for (const move of this.#moves.slice(0, n)) {
      const { time, turn } = p;
      const name = game.formatMove(p, move);
      const points = game.play(p, move) ?? 0;
      if (isLegal(game, p)) {
        const value = await this.#value(p, run);
        replies.push({ move, name, value, points, again: p.turn === turn });
      }
      p.rewind(time);
    }
    const worth = ({ value, points, again }: Reply): number => worthOf(this.#domain, value, points, again);
    return replies.sort((a, b) => worth(b) - worth(a) || (a.name < b.name ? -1 : 1));
  }

  /** Returns best play from a position; draws and scores stop after a few plies or at the first repetition. */
  async line(text: string, value: Value, run: OnDemandRun): Promise<{ before: string; name: string }[]> {
    const game = this.#game;
    const p = new Position(game.schema);
    game.parse(p, text);
    // Outcomes give no line: they do not say which of the winning moves makes progress.
    if (this.#metric === 'wdl') return [];
    const decided = game.domain.name === 'outcome' && value !== DRAW;
    const most = decided ? game.domain.plies(value) : LONGEST_IDLE_LINE;
    const seen = new Set<string>();
    const line: { before: string; name: string }[] = [];
    while (line.length < most && !seen.has(p.key())) {
      seen.add(p.key());
      const [best] = await this.replies(p, run);
      if (!best) break;
      line.push({ before: game.format(p), name: best.name });
      game.play(p, best.move);
      p.forget();
    }
    return line;
  }
}
