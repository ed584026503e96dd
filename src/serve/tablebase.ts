/** Answers of chess in the form of lichess' tablebase server, from a solver. */

import { EndgameError } from '../game/errors.ts';
import { type Game, Position } from '../game/index.ts';
import { RULE_PLIES } from '../game/value.ts';
import type { Answer, Bounded, Solver } from '../solve/index.ts';
import type { RunOptions } from '../values/index.ts';
import { repairedFen } from './fen-repair.ts';
import { LegalMoves, type Glance, type ReadPosition } from './legal-moves.ts';
import type { LichessAnswer, ToldMove } from './lichess-answer.ts';
import { lichessAnswer } from './lichess-form.ts';
import { inOrder, zeroingMoveOrder } from './lichess-order.ts';
import { type Told, toldAfter, toldBy } from './told.ts';

/** Most men of a position that is worth trying; there are no tables of more anywhere. */
const MOST_MEN = 7;

/** How long a question may take, and what ends it. */
export interface Allowance extends Pick<RunOptions, 'onProgress'> {
  readonly signal?: AbortSignal | undefined;
  /** When to stop, in milliseconds of `performance.now()`. */
  readonly until: number;
}

/** A step of a mainline; distances are of the position after it. */
export interface MainlineStep {
  readonly uci: string;
  readonly san: string;
  readonly dtz: number;
  readonly precise_dtz: number;
}

/** The answer to `/standard/mainline`. */
export interface Mainline {
  readonly mainline: readonly MainlineStep[];
  /** Who mates at its end; null if it ends in a draw or by the 50-move rule. */
  readonly winner: 'w' | 'b' | null;
  readonly dtz: number;
  readonly precise_dtz: number;
}

/** What a position and its moves are worth. */
interface ToldPosition {
  readonly read: ReadPosition;
  readonly told: Told | undefined;
  readonly moves: readonly ToldMove[];
}

/** Chess endings by FEN. */
export class Tablebase {
  readonly #game: Game;
  readonly #solver: Solver;
  readonly #onWarning: (text: string) => void;
  readonly #rules: LegalMoves;
  readonly #look: Glance;
  readonly #p: Position;

  /**
   * @param solver of chess, which finds whatever can be told
   * @param onWarning told of tables that are damaged
   */
  constructor(game: Game, solver: Solver, onWarning: (text: string) => void) {
    this.#game = game;
    this.#solver = solver;
    this.#onWarning = onWarning;
    this.#rules = new LegalMoves(game);
    this.#p = new Position(game.schema);
    this.#look = (p) => {
      const known = solver.distancesSync(p);
      return known && toldBy(known);
    };
  }

  /**
   * Returns the FEN that a text stands for.
   * @throws EndgameError E_POSITION
   */
  fenOf(text: string): string {
    return repairedFen(this.#game, this.#p, text);
  }

  /**
   * Answers if that waits for nothing; else undefined.
   * @param fen as `fenOf` returns it
   */
  atOnce(fen: string): LichessAnswer | undefined {
    const position = this.#tellAtOnce(this.#read(fen));
    return position && lichessAnswer(position.read, position.told, position.moves);
  }

  /** Answers; what is not known in time is null, and its category `unknown`. */
  async answer(fen: string, allowance: Allowance): Promise<LichessAnswer> {
    const { read, told, moves } = await this.#tell(this.#read(fen), allowance);
    return lichessAnswer(read, told, moves);
  }

  /**
   * Returns best play to mate, by plies to zeroing, or as far as the 50-move rule lets it.
   * @throws EndgameError E_TABLE_MISSING if a position of it is not known in time
   */
  async mainline(fen: string, allowance: Allowance): Promise<Mainline> {
    let position = await this.#tell(this.#read(fen), allowance);
    const first = lichessAnswer(position.read, position.told, []);
    if (first.dtz === null) throw unknownOn(fen);
    const mainline: MainlineStep[] = [];
    while (first.dtz !== 0 && position.read.clock < RULE_PLIES && position.moves.length > 0) {
      const { read, told, moves } = position;
      const forms = new Map(lichessAnswer(read, told, moves).moves.map((form) => [form.uci, form]));
      const [best] = inOrder(
        moves.map((each) => ({ ...each, form: forms.get(each.move.uci)! })),
        zeroingMoveOrder,
      );
      const { uci, san, dtz } = best.form;
      if (dtz === null) throw unknownOn(read.fen);
      mainline.push({ uci, san, dtz, precise_dtz: dtz });
      position = await this.#tell(this.#read(this.#rules.after(read, best.move)), allowance);
    }
    const { checkmate, turn } = position.read;
    const winner = checkmate ? (turn === 'w' ? 'b' : 'w') : null;
    return { mainline, winner, dtz: first.dtz, precise_dtz: first.dtz };
  }

  #read(fen: string): ReadPosition {
    return this.#rules.read(fen, this.#look);
  }

  #tellAtOnce(read: ReadPosition): ToldPosition | undefined {
    const isKnown = read.told !== undefined && read.moves.every(({ after }) => after.told !== undefined);
    return isKnown || read.men > MOST_MEN ? this.#toldByLook(read) : undefined;
  }

  async #tell(read: ReadPosition, allowance: Allowance): Promise<ToldPosition> {
    const known = this.#tellAtOnce(read);
    if (known !== undefined) return known;
    const answer = await this.#ask(read.fen, true, allowance);
    if (answer === undefined) return this.#toldByLook(read);
    const worths = new Map(answer.moves.map((each) => [each.move, each]));
    const moves: ToldMove[] = [];
    for (const move of read.moves) {
      const worth = worths.get(move.uci)!;
      const after = move.zeroing ? await this.#ask(this.#rules.after(read, move), false, allowance) : undefined;
      const told = move.zeroing ? after && toldBy(after) : toldAfter(worth);
      moves.push({ move, san: worth.san ?? move.uci, told });
    }
    return { read, told: toldBy(answer), moves };
  }

  /** Asks the solver; undefined if the position is out of its reach. */
  async #ask(
    fen: string,
    moves: boolean,
    { signal, until, onProgress }: Allowance,
  ): Promise<Answer | Bounded | undefined> {
    const deadline = Math.max(1, until - performance.now());
    try {
      const answer = await this.#solver.query(fen, { moves, bounds: true, deadline, signal, onProgress });
      for (const warning of answer.provenance.warnings) this.#onWarning(warning);
      return answer;
    } catch (error) {
      if (isOutOfReach(error)) return undefined;
      throw error;
    }
  }

  /** Returns what was known at once, and where that is nothing, what the rules say. */
  #toldByLook(read: ReadPosition): ToldPosition {
    const names = read.moves.map(({ uci }) => uci);
    const sans = this.#game.annotate?.(read.fen, names) ?? names;
    return {
      read,
      told: read.told,
      moves: read.moves.map((move, i) => ({ move, san: sans[i], told: move.after.told })),
    };
  }
}

function isOutOfReach(error: unknown): boolean {
  const codes: readonly string[] = ['E_TOO_LARGE', 'E_BUDGET', 'E_TABLE_MISSING'];
  return error instanceof EndgameError && codes.includes(error.code);
}

function unknownOn(fen: string): EndgameError {
  const hint = 'ask for fewer men, or again: what was computed is kept';
  return new EndgameError('E_TABLE_MISSING', `the value of "${fen}" is not known in time`, hint);
}
