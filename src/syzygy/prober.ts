import type { Chessman, Game } from '../game/contract.ts';
import { Position } from '../game/position.ts';
import { EndgameError } from '../game/errors.ts';
import { isLegal } from '../game/rules.ts';
import { EMPTY, NONE } from '../game/schema.ts';
import { RULE_PLIES } from '../game/value.ts';
import type { ClassFile, FileKind, Orientation } from './class-file.ts';
import { type ClassMen, codesByNumber, signatureOf } from './class-name.ts';
import { CaptureSight } from './capture-sight.ts';
import { damagedFile } from './failure.ts';
import type { ClassFiles } from './class-files.ts';

/** Less than any outcome. */
const NOTHING = -3;
const WIN = 2;
const LOSS = -2;

/** A class of which there are files. */
interface Shelf {
  readonly men: ClassMen;
  /** By side to move; they differ where both sides have the same men. */
  readonly orientations: readonly [Orientation, Orientation];
  outcomes: ClassFile | undefined;
  plies: ClassFile | undefined;
  /** The kinds of file that failed, and so count as absent. */
  readonly failed: Set<FileKind>;
}

/** What a prober asks of whoever uses it. */
export interface SyzygyProberOptions {
  /** Returns the outcome of a position without a file, if somebody knows it. */
  readonly known: (p: Position) => number | undefined;
  /** Takes the failure of a file, which counts as absent from then on, or throws it. */
  readonly onFailure: (error: EndgameError) => void;
}

/**
 * Reports that a probe met a class without a file. A prober throws always the same one, since searches meet many: making
 * one takes longer than a probe.
 */
export class ClassAbsent extends Error {
  override readonly name = 'ClassAbsent';
  /** The position, until the next probe. */
  readonly position: Position;

  constructor(position: Position) {
    super('no Syzygy file of a class');
    this.position = position;
  }
}

/**
 * Finds what Syzygy's files tell of single positions. A file alone does not: its outcomes may be too low where a capture
 * is as good as the true one, it knows no en passant, and its plies are of one side to move. So captures are resolved
 * down to the kings, and plies of the other side come from the moves. It allocates nothing once warm.
 *
 * Outcomes are numbers: -2 loss, -1 blessed loss, 0 draw, 1 cursed win, 2 win.
 */
export class SyzygyProber {
  /** Plies to zeroing that the last distance has at least, and at most; they differ where a file rounds them. */
  near = 0;
  far = 0;
  readonly #game: Game;
  readonly #files: ClassFiles;
  readonly #options: SyzygyProberOptions;
  readonly #shelves: ReadonlyMap<number, Shelf>;
  readonly #kings: number;
  readonly #sight: CaptureSight;
  readonly #absent: ClassAbsent;
  /** Moves of the positions on the current path. */
  readonly #moves: Int32Array[] = [];
  /** Whether a move that zeroes attains the last outcome, so that nothing else need be read. */
  #isZeroed = false;
  /** Whether the last distance may be one ply more. */
  #isRounded = false;
  #last: Shelf | undefined;
  #lastSignature = -1;

  /** @param game one with chessmen and the 50-move rule */
  constructor(game: Game, files: ClassFiles, options: SyzygyProberOptions) {
    const { chessmen = [], schema } = game;
    this.#game = game;
    this.#files = files;
    this.#options = options;
    const shelves = new Map<number, Shelf>();
    for (const men of files.classes) {
      const views = ([false, true] as const).map((isExchanged) => ({
        codes: codesByNumber(schema, chessmen, isExchanged),
        isExchanged,
      }));
      for (const own of views) {
        const orientations = men.isSymmetric ? ([views[0], views[1]] as const) : ([own, own] as const);
        const shelf = { men, orientations, outcomes: undefined, plies: undefined, failed: new Set<FileKind>() };
        shelves.set(signatureOf(schema, men, own.codes), shelf);
      }
    }
    this.#shelves = shelves;
    this.#kings = kingsAlone(game, chessmen);
    this.#sight = new CaptureSight(chessmen);
    this.#absent = new ClassAbsent(new Position(schema));
  }

  /** Returns whether there is a file of outcomes for the position's class, or only kings are left. */
  holds(p: Position): boolean {
    return p.signature === this.#kings || this.#shelf(p) !== undefined;
  }

  /**
   * Returns the outcome of a legal position under the 50-move rule, with the clock at 0.
   * @throws ClassAbsent, of the position or of one below; EndgameError E_FILE, E_TABLE_DAMAGED, E_TABLE_FOREIGN;
   *   NotFetched
   */
  outcome(p: Position): number {
    const { time } = p;
    try {
      return this.#outcome(p, 0);
    } catch (error) {
      p.rewind(time);
      throw error;
    }
  }

  /**
   * Returns the same, and sets `near` and `far`: the plies to the next capture or pawn move, or to mate; above 100 if
   * the rule spoils the outcome, and 0 for a draw and a mate.
   * @throws as `outcome`
   */
  distance(p: Position): number {
    const { time } = p;
    try {
      return this.#distance(p, 0, true);
    } catch (error) {
      p.rewind(time);
      throw error;
    }
  }

  #shelf({ signature }: Position): Shelf | undefined {
    if (signature !== this.#lastSignature) {
      this.#last = this.#shelves.get(signature);
      this.#lastSignature = signature;
    }
    return this.#last;
  }

  /** Returns what the file has for a position without en passant. */
  #stored(p: Position): number {
    const shelf = this.#shelf(p);
    if (shelf === undefined || shelf.failed.has('wdl')) {
      const known = p.signature === this.#kings || this.#game.dead?.(p) === true ? 0 : this.#options.known(p);
      if (known === undefined) throw this.#absentAt(p);
      return known;
    }
    try {
      shelf.outcomes ??= this.#files.file(shelf.men, 'wdl');
      return shelf.outcomes!.outcome(p, shelf.orientations[p.turn]);
    } catch (error) {
      throw this.#failed(shelf, 'wdl', error, p);
    }
  }

  /** Returns what the file has of the distance, less the least one; -1 if it has the other side to move. */
  #storedPlies(p: Position, outcome: number): number {
    const shelf = this.#shelf(p);
    // A position whose outcome is known otherwise has no file of plies.
    if (shelf === undefined || shelf.failed.has('dtz')) throw this.#absentAt(p);
    try {
      shelf.plies ??= this.#files.file(shelf.men, 'dtz');
      if (shelf.plies === undefined) throw this.#absentAt(p);
      const plies = shelf.plies.plies(p, shelf.orientations[p.turn], outcome);
      this.#isRounded = shelf.plies.isRounded;
      return plies;
    } catch (error) {
      throw this.#failed(shelf, 'dtz', error, p);
    }
  }

  /** Returns what is thrown where a file cannot be read: the class has none from then on, or the error is not its own. */
  #failed(shelf: Shelf, kind: FileKind, error: unknown, p: Position): unknown {
    if (!(error instanceof EndgameError)) return error;
    this.#options.onFailure(error);
    shelf.failed.add(kind);
    return this.#absentAt(p);
  }

  #absentAt(p: Position): ClassAbsent {
    this.#absent.position.copyFrom(p);
    return this.#absent;
  }

  #movesAt(depth: number): Int32Array {
    return (this.#moves[depth] ??= new Int32Array(this.#game.maxMoves));
  }

  /** Returns whether a move may be a capture: what merely shifts a man is none. */
  #mayCapture(move: number): boolean {
    return this.#game.shift === undefined || this.#game.shift(move) < 0;
  }

  /** Returns the outcome of a position that has come of a capture, so that nobody can capture en passant. */
  #resolved(p: Position, least: number, most: number, depth: number): number {
    if (p.signature === this.#kings) return 0;
    if (!this.#sight.mayCapture(p)) return Math.max(least, this.#stored(p));
    const game = this.#game;
    const moves = this.#movesAt(depth);
    const n = game.moves(p, moves);
    const { time } = p;
    const men = menOf(p, 1 - p.turn);
    let best = least;
    for (let m = 0; m < n; m++) {
      if (!this.#mayCapture(moves[m])) continue;
      game.play(p, moves[m]);
      const v = menOf(p, p.turn) < men && isLegal(game, p) ? -this.#resolved(p, -most, -best, depth + 1) : NOTHING;
      p.rewind(time);
      if (v > best) {
        if (v >= most) return v;
        best = v;
      }
    }
    const stored = this.#stored(p);
    return stored > best ? stored : best;
  }

  #outcome(p: Position, depth: number): number {
    this.#isZeroed = false;
    if (p.signature === this.#kings) return 0;
    if (!this.#sight.mayCapture(p)) return this.#stored(p);
    const game = this.#game;
    const moves = this.#movesAt(depth);
    const n = game.moves(p, moves);
    const { time, mark } = p;
    const men = menOf(p, 1 - p.turn);
    let best = NOTHING;
    let passing = NOTHING;
    for (let m = 0; m < n; m++) {
      if (!this.#mayCapture(moves[m])) continue;
      game.play(p, moves[m]);
      const isCapture = menOf(p, p.turn) < men && isLegal(game, p);
      const isPassing = isCapture && mark !== NONE && p.cells[mark] === EMPTY;
      const v = isCapture ? -this.#resolved(p, -WIN, -best, depth + 1) : NOTHING;
      p.rewind(time);
      if (v === WIN) {
        this.#isZeroed = true;
        return v;
      }
      if (isPassing) passing = Math.max(passing, v);
      else best = Math.max(best, v);
    }
    const stored = this.#stored(p);
    if (passing > best) {
      // Nothing else is as good, or else there is no other move and the file has a stalemate.
      if (passing > stored || (stored === 0 && !this.#hasOther(p, depth))) {
        this.#isZeroed = true;
        return passing;
      }
      best = passing;
    }
    if (stored > best) return stored;
    this.#isZeroed = best > 0;
    return best;
  }

  /** Returns whether a move other than en passant is legal. */
  #hasOther(p: Position, depth: number): boolean {
    const game = this.#game;
    const moves = this.#movesAt(depth);
    const n = game.moves(p, moves);
    const { time, mark } = p;
    for (let m = 0; m < n; m++) {
      game.play(p, moves[m]);
      const isOther = p.cells[mark] !== EMPTY && isLegal(game, p);
      p.rewind(time);
      if (isOther) return true;
    }
    return false;
  }

  /** @param mayMove whether the moves may be asked, where the file has the other side to move */
  #distance(p: Position, depth: number, mayMove: boolean): number {
    const outcome = this.#outcome(p, depth);
    if (outcome === 0) {
      this.near = this.far = 0;
      return outcome;
    }
    const least = outcome === WIN || outcome === LOSS ? 1 : RULE_PLIES + 1;
    if (this.#isZeroed || (outcome > 0 && this.#pawnAttains(p, outcome, depth))) {
      this.near = this.far = least;
      return outcome;
    }
    const plies = this.#storedPlies(p, outcome);
    if (plies >= 0) {
      this.near = least + plies;
      this.far = this.near + (this.#isRounded ? 1 : 0);
      if (least === 1 && this.near === 1) this.#settle(p, outcome, depth);
    } else if (mayMove) this.#search(p, outcome, depth);
    else throw damagedFile(`${this.#files.name}: ${this.#shelf(p)!.men.name}`, 'it has no side to move');
    // The files say on which side of the rule an outcome is.
    if (least === 1) this.far = Math.min(this.far, RULE_PLIES);
    else this.near = Math.max(this.near, least);
    return outcome;
  }

  /** Returns whether a pawn move that captures nothing keeps a win or a cursed win. */
  #pawnAttains(p: Position, outcome: number, depth: number): boolean {
    const game = this.#game;
    const moves = this.#movesAt(depth);
    const n = game.moves(p, moves);
    const { time } = p;
    const men = menOf(p, 1 - p.turn);
    for (let m = 0; m < n; m++) {
      if (!game.zeroes!(p, moves[m])) continue;
      game.play(p, moves[m]);
      const isQuiet = menOf(p, p.turn) === men && isLegal(game, p);
      const attains = isQuiet && -this.#outcome(p, depth + 1) === outcome;
      p.rewind(time);
      if (attains) return true;
    }
    return false;
  }

  /** Settles whether a distance is 0, 1 or 2, where the file says 1 or 2: the moves tell. */
  #settle(p: Position, outcome: number, depth: number): void {
    const isLost = outcome < 0;
    // Exact, and no capture or pawn move won: the move mates.
    if (!isLost && this.far === 1) return;
    const game = this.#game;
    const moves = this.#movesAt(depth);
    const n = game.moves(p, moves);
    const { time } = p;
    let plies = isLost ? 0 : 2;
    for (let m = 0; m < n; m++) {
      const isZeroing = game.zeroes!(p, moves[m]);
      if (!isLost && isZeroing) continue;
      game.play(p, moves[m]);
      if (isLegal(game, p)) {
        if (isLost) plies = Math.max(plies, isZeroing ? 1 : 2);
        else if (this.#isMated(p, depth + 1)) plies = 1;
      }
      p.rewind(time);
      if (plies === (isLost ? 2 : 1)) break;
    }
    this.near = plies;
    this.far = plies;
  }

  #isMated(p: Position, depth: number): boolean {
    const game = this.#game;
    const moves = this.#movesAt(depth);
    const n = game.moves(p, moves);
    const { time } = p;
    for (let m = 0; m < n; m++) {
      game.play(p, moves[m]);
      const isPlayable = isLegal(game, p);
      p.rewind(time);
      if (isPlayable) return false;
    }
    return game.stuck === undefined || game.stuck(p) < 0;
  }

  /** Finds the distance from the moves that do not zero; what zeroes and wins was found before. */
  #search(p: Position, outcome: number, depth: number): void {
    const game = this.#game;
    const moves = this.#movesAt(depth);
    const n = game.moves(p, moves);
    const { time } = p;
    const isWon = outcome > 0;
    let near = isWon ? Number.MAX_SAFE_INTEGER : 0;
    let far = near;
    for (let m = 0; m < n; m++) {
      const isZeroing = game.zeroes!(p, moves[m]);
      if (isWon && isZeroing) continue;
      game.play(p, moves[m]);
      if (isLegal(game, p)) {
        if (isZeroing) {
          near = Math.max(near, 1);
          far = Math.max(far, 1);
        } else if (!isWon) {
          this.#distance(p, depth + 1, false);
          near = Math.max(near, this.near + 1);
          far = Math.max(far, this.far + 1);
        } else if (this.#distance(p, depth + 1, false) < 0) {
          near = Math.min(near, this.near + 1);
          far = Math.min(far, this.far + 1);
        }
      }
      p.rewind(time);
    }
    this.near = near;
    this.far = far;
    if (outcome === -1) this.far = Math.max(far, RULE_PLIES + 1);
  }
}

/** Returns the number of men of a side. */
function menOf({ counts }: Position, side: number): number {
  const kinds = (counts.length - 1) / 2;
  const from = 1 + side * kinds;
  let men = 0;
  for (let code = from; code < from + kinds; code++) men += counts[code];
  return men;
}

/** Returns the signature of both kings alone. */
function kingsAlone({ schema }: Game, chessmen: readonly Chessman[]): number {
  const king = 1 + chessmen.indexOf('king');
  const p = new Position(schema);
  p.set(0, king);
  p.set(1, king + schema.kinds.length);
  return p.signature;
}
