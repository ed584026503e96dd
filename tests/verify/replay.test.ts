/** Outcomes verified from sheets: nothing that is wrong is overlooked, and what has no cell gets the kernel's outcome. */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { isEndgameError, Position, type Value } from '../../src/game/index.ts';
import { OUTCOME_CODES } from '../../src/game/outcome-values.ts';
import { UNUSED } from '../../src/game/value.ts';
import type { Values } from '../../src/game/values.ts';
import { type Slice, specialize } from '../../src/specialize/index.ts';
import { OutcomeReplay, Sheet, type Stretch } from '../../src/verify/index.ts';
import { chessSpec, sliceNamed, solved } from '../support/chess.ts';

type Kept = 0 | 1 | 'both';

const { unused, win, loss, draw } = OUTCOME_CODES;
const codeOf = (v: number): number => (v === UNUSED ? unused : v > 0 ? win : v < 0 ? loss : draw);

/** What lies below: in sheets that both sides are read from, in sheets that have the cells alone, or in none. */
type Below = 'whole' | 'cells' | 'probed';

/** Stretches of the indices with some side to move; all of them in classes with one side. */
function stretchesOf(slice: Slice, wanted: (turn: 0 | 1) => boolean): Stretch[] {
  const { parts } = chessSpec.space(slice);
  return parts.flatMap(({ turn, base, size }) => (wanted(turn) ? [{ from: base, to: base + size }] : []));
}

const shared = new Map<string, Promise<Sheets>>();

/** A class whose cells of one side or of both are in sheets, as a table has them: illegal positions hold anything. */
class Sheets {
  readonly slice: Slice;
  readonly sheet: Sheet;
  readonly replay: OutcomeReplay;
  readonly #held: Stretch[];
  readonly #gaps: Stretch[];

  private constructor(slice: Slice, sheets: readonly Sheet[], kept: Kept, probe: (p: Position) => Value) {
    this.slice = slice;
    this.sheet = sheets[sheets.length - 1];
    this.replay = new OutcomeReplay(chessSpec, sheets, probe);
    const isOne = chessSpec.space(slice).parts.length === 1;
    this.#held = stretchesOf(slice, (turn) => isOne || kept === 'both' || turn === kept);
    this.#gaps = stretchesOf(slice, (turn) => !isOne && kept !== 'both' && turn !== kept);
  }

  static async of(table: string, kept: Kept, below: Below): Promise<Sheets> {
    const sheets: Sheet[] = [];
    let made: Sheets | undefined;
    const slice = sliceNamed(table);
    const values = new Map<Slice, Values>();
    const probe = (p: Position): Value => {
      const of = chessSpec.sliceOf(p.signature);
      if (below !== 'probed') expect.fail(`${chess.format(p)} is in no sheet`);
      return values.get(of)!.at(chessSpec.space(of).rank(p)) as Value;
    };
    for (const each of chessSpec.closure([slice])) {
      values.set(each, await solved.wdl.get(each));
      if (below === 'probed' && each !== slice) continue;
      sheets.push(new Sheet(each, chessSpec.space(each), below === 'whole' || each === slice));
      made = new Sheets(each, [...sheets], kept, probe);
      await made.fill();
      if (below === 'whole' && each !== slice) made.extend();
    }
    return made!;
  }

  /** Returns the class with all its cells, and what lies below probed; all tests of a class share it. */
  static shared(table: string): Promise<Sheets> {
    const known = shared.get(table) ?? Sheets.of(table, 'both', 'probed');
    shared.set(table, known);
    return known;
  }

  async fill(): Promise<void> {
    const values = await solved.wdl.get(this.slice);
    for (const { from, to } of this.#held) {
      for (let i = from; i < to; i++) this.sheet.put(i, codeOf(values.at(i)) || 1 + (i % 3));
      if (this.sheet.whole) this.replay.confine(this.sheet, { from, to });
    }
  }

  extend(): number {
    return this.#gaps.reduce((sum, gap) => sum + this.replay.extend(this.sheet, gap), 0);
  }

  verify(): number {
    return this.#held.reduce((sum, part) => sum + this.replay.verify(this.sheet, part), 0);
  }
}

// Positions of both sides, up to symmetry: published for KPvK; the counts of the others are Syzygy's.
test.each([
  ['KRvK', 0, 'whole', 50_015],
  ['KRvK', 1, 'whole', 50_015],
  ['KPvK', 0, 'whole', 165_676],
  ['KPvK', 0, 'cells', 165_676],
  ['KPvK', 1, 'whole', 165_676],
  ['KPvK', 1, 'cells', 165_676],
  ['KPvK', 'both', 'probed', 165_676],
  ['KPvKP', 'both', 'probed', 3_739_937],
] as const)('%s, side %s, below %s: every position is looked at, what has no cell gets its outcome', async (...of) => {
  const [table, kept, below, positions] = of;
  const sheets = await (below === 'probed' ? Sheets.shared(table) : Sheets.of(table, kept, below));
  expect(sheets.extend() + sheets.verify()).toBe(positions);
  expect(sheets.replay.moves).toBeGreaterThan(positions);
  const values = await solved.wdl.get(sheets.slice);
  for (let i = 0; i < values.length; i++)
    if (sheets.sheet.at(i) !== codeOf(values.at(i))) expect.fail(`${table} ${i} has another outcome`);
});

test.each([
  ['KPvK', 0, 'promotes in one move', '8/3P4/8/8/8/8/1k6/5K2 w - - 0 1'],
  ['KPvK', 1, 'is stalemated', '3k4/3P4/3K4/8/8/8/8/8 b - - 0 1'],
  ['KPvK', 1, 'captures the last pawn', '8/8/8/8/8/2k5/3P4/7K b - - 0 1'],
  ['KRvK', 1, 'is mated', 'R6k/8/6K1/8/8/8/8/8 b - - 0 1'],
  ['KRvK', 0, 'mates', '7k/8/6K1/8/8/8/8/R7 w - - 0 1'],
  ['KPvKP', 'both', 'may capture en passant', '8/8/8/8/Pp6/8/7k/5K2 b - a3 0 1'],
  ['KPvKP', 'both', 'has just lost that right', '8/8/8/8/Pp6/8/7k/5K2 b - - 0 1'],
] as const)('%s, cells of side %s: a wrong outcome where a side %s is found', async (table, kept, _, fen) => {
  const sheets = await (kept === 'both' ? Sheets.shared(table) : Sheets.of(table, kept, 'probed'));
  const p = new Position(chess.schema);
  chess.parse(p, fen);
  const index = sheets.sheet.space.rank(p);
  const right = sheets.sheet.at(index);
  for (const wrong of [win, loss, draw].filter((code) => code !== right)) {
    sheets.sheet.put(index, wrong);
    sheets.extend();
    const at = (): number => sheets.replay.verify(sheets.sheet, { from: index, to: index + 1 });
    expect(at, chess.format(p)).toThrow(/is stored as (win|draw|loss), its moves give (win|draw|loss)/);
  }
  sheets.sheet.put(index, right);
});

test('the first legal cell, the last one and a hundred others are compared with their moves', async () => {
  const sheets = await Sheets.shared('KPvKP');
  const { sheet } = sheets;
  const legal = Array.from({ length: sheet.space.size }, (_, i) => i).filter((i) => sheet.at(i) !== unused);
  const step = Math.floor(legal.length / 100);
  const chosen = [legal[0], ...legal.filter((_, i) => i % step === 7), legal[legal.length - 1]];
  for (const index of chosen) {
    const right = sheet.at(index);
    sheet.put(index, right === win ? loss : win);
    try {
      sheets.replay.verify(sheet, { from: index, to: index + 1 });
      expect.fail(`a wrong outcome at ${index} is not found`);
    } catch (error) {
      expect(isEndgameError(error) && error.code, String(error)).toBe('E_VALUE_WRONG');
    }
    sheet.put(index, right);
  }
  expect(chosen.length).toBeGreaterThan(100);
});

test('a game whose shifts are others than its moves is found out', () => {
  // The engines believe `shift` too, so their tables would agree with it.
  const shift = (move: number): number => {
    const right = chess.shift!(move);
    return right >= 0 && right >> 8 === 27 ? (right & 255) | (28 << 8) : right;
  };
  const spec = specialize({ ...chess, shift });
  const [slice] = spec.slicesOf('KNvK');
  const sheet = new Sheet(slice, spec.space(slice), true);
  const [white, black] = spec.space(slice).parts;
  const replay = new OutcomeReplay(spec, [sheet], () => 0 as Value);
  for (let i = 0; i < white.size; i++) sheet.put(i, draw);
  replay.confine(sheet, { from: 0, to: white.size });
  const extend = (): number => replay.extend(sheet, { from: black.base, to: black.base + black.size });
  expect(extend).toThrow(expect.objectContaining({ code: 'E_RULES', message: expect.stringMatching(/is no shift/) }));
});
