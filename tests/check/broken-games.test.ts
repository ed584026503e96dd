/** Games with one fault each, planted in games that have none: the check names it in the author's words. */

import { describe, expect, test } from 'vitest';
import { ataxx } from '../../games/ataxx.ts';
import { connectFour } from '../../games/connect-four.ts';
import { mnk443 } from '../../games/mnk.ts';
import { nim } from '../../games/nim.ts';
import { ticTacToe } from '../../games/tic-tac-toe.ts';
import { checkGame, type Finding } from '../../src/check/index.ts';
import { EMPTY, EndgameError, type Game, type Position, type Schema, type Value } from '../../src/game/index.ts';
import { dropRow, race, ringCaptures, ringSowing } from '../support/toys.ts';

const findingsOf = async (game: unknown): Promise<readonly Finding[]> =>
  (await checkGame(game, { seconds: 20 })).findings;

describe('games without a fault', () => {
  test.each([race, dropRow, ringSowing, ringCaptures, ticTacToe].map((game) => ({ id: game.id, game })))(
    '$id: every check is made and finds nothing',
    async ({ game }) => {
      const report = await checkGame(game, { seconds: 20 });
      expect(report.findings).toEqual([]);
      expect(report.unfinished).toEqual([]);
      expect(report.checks).toContain('solving');
      expect(report.looks).toBeGreaterThan(500);
    },
  );
});

let calls = 0;

const { stacks: _, ...flat } = connectFour(4, 3).schema;

/** Ataxx on two ranks of four, with unmoves that turn no man: 3 men against 4 become 4 against 3 and stay in the slice. */
const oblongAtaxx: Game = {
  ...ataxx(4, 2),
  unmoves(p, out) {
    const far = (a: number, b: number): number => Math.max(Math.abs((a % 4) - (b % 4)), Math.abs((a >> 2) - (b >> 2)));
    const cells = [0, 1, 2, 3, 4, 5, 6, 7];
    let n = 0;
    for (const to of cells.filter((cell) => p.cells[cell] === 2 - p.turn)) {
      if (cells.some((cell) => far(cell, to) === 1 && p.cells[cell] === 1 + p.turn)) continue;
      for (const from of cells) if (far(from, to) === 2 && p.cells[from] === EMPTY) out[n++] = from | (to << 8);
    }
    const stuck = cells.every(
      (cell) => p.cells[cell] !== 2 - p.turn || cells.every((to) => far(cell, to) > 2 || p.cells[to] !== EMPTY),
    );
    if (stuck) out[n++] = 8 | (8 << 8);
    return n;
  },
  unplay(p, unmove) {
    if (unmove !== (8 | (8 << 8))) p.shift(unmove >> 8, unmove & 255);
    p.pass();
  },
};

/** Name, what the game does wrong, and what a finding must hold: check, words of `found` and of `todo`. */
const planted: readonly (readonly [string, Game, { check: string; found: RegExp; todo: RegExp }])[] = [
  [
    'play never ends',
    {
      ...race,
      play(p) {
        for (;;) p.pass();
      },
    },
    { check: 'playing', found: /^play changes the position without end/, todo: /loop in play/ },
  ],
  [
    'play calls itself for ever',
    {
      ...race,
      play(p, move) {
        this.play(p, move);
      },
    },
    { check: 'playing', found: /^play calls itself without end/, todo: /recursion in play/ },
  ],
  [
    'moves writes more than maxMoves',
    { ...ticTacToe, maxMoves: 5 },
    { check: 'moves', found: /^moves writes 9 moves$/, todo: /raise maxMoves/ },
  ],
  [
    'moves forgets to say how many',
    {
      ...race,
      moves(p, out) {
        race.moves(p, out);
        return undefined as unknown as number;
      },
    },
    { check: 'moves', found: /^moves returns undefined$/, todo: /return the count/ },
  ],
  [
    'moves says more than it wrote',
    { ...race, maxMoves: 4, moves: (p, out) => race.moves(p, out) + 1 },
    { check: 'moves', found: /has not written so many/, todo: /return n/ },
  ],
  [
    'moves have equal names',
    { ...ticTacToe, formatMove: (_, move) => 'abc'[move % 3] },
    { check: 'names', found: /^moves 0 and 3 are both named "a"$/, todo: /tell them apart/ },
  ],
  [
    'format leaves out the side to move',
    {
      ...race,
      format: (p) => race.format(p).slice(0, -1).concat('0'),
    },
    { check: 'notation', found: /another position: side 0 is to move instead of side 1/, todo: /side to move/ },
  ],
  [
    'lines lack one that wins',
    { ...ticTacToe, lines: ticTacToe.lines!.slice(1) },
    { check: 'lines', found: /^ended returns -32766$/, todo: /the only way to win/ },
  ],
  [
    'lines of a game whose men fall, without stacks',
    { ...connectFour(4, 3), schema: flat },
    { check: 'lines', found: /^no move puts a man on /, todo: /on empty cells/ },
  ],
  [
    'parse refuses a legal position',
    {
      ...race,
      parse(p, text) {
        race.parse(p, text);
        if (p.turn === 1) throw new EndgameError('E_POSITION', 'side 1 never moves', 'ask for side 0');
      },
    },
    { check: 'notation', found: /^parse refuses what format wrote: side 1 never moves/, todo: /agree/ },
  ],
  [
    'parse reads anything',
    {
      ...ringSowing,
      parse(p, text) {
        const [cells = '', turn] = text.split(' ');
        p.clear();
        cells.split(',').forEach((n, i) => p.set(i, Number(n) || 0));
        p.turn = turn === '1' ? 1 : 0;
        p.forget();
      },
    },
    { check: 'start', found: /^parse\(""\) reads it as/, todo: /E_POSITION/ },
  ],
  [
    'parse reads what is not legal',
    { ...dropRow, parse: (p, text) => parseUnchecked(p, text) },
    { check: 'refusing', found: /parse reads the text, though legal refuses/, todo: /if \(!legal\(p\)\)/ },
  ],
  [
    'parse throws an error of its own',
    {
      ...race,
      parse(p, text) {
        race.parse(p, text === '' ? JSON.parse(text) : text);
      },
    },
    { check: 'start', found: /^parse\(""\) throws SyntaxError/, todo: /E_POSITION/ },
  ],
  [
    'play does not pass the turn',
    {
      ...race,
      play(p, move) {
        p.shift(move & 255, move >> 8);
      },
    },
    { check: 'turns', found: /^the same side is to move/, todo: /call p\.pass\(\)/ },
  ],
  [
    'no move ever passes the turn, though each takes something',
    {
      ...nim([2, 3, 4]),
      play(p, move) {
        p.set(move >> 8, p.cells[move >> 8] - (move & 255));
      },
    },
    { check: 'turns', found: /^side 0 is to move in all \d+ positions/, todo: /call p\.pass\(\)/ },
  ],
  [
    'the schema has fewer men than the game',
    { ...dropRow, schema: fewer(dropRow.schema) },
    { check: 'start', found: /^in initial 2 men A of side 0 are in reserve$/, todo: /raise reserve/ },
  ],
  [
    'a man stands where its kind may not',
    { ...race, schema: withCells(race.schema, (cell) => cell !== 4) },
    { check: 'schema', found: /a man K of side \d stands on b2/, todo: /allow the cell/ },
  ],
  [
    'the mover is another than the schema tells',
    { ...race, schema: { ...race.schema, mover: () => 0 } },
    { check: 'schema', found: /side 1 is to move/, todo: /leave out mover/ },
  ],
  [
    'play takes men out of an empty reserve',
    {
      ...dropRow,
      play(p, cell) {
        const code = 1 + p.turn;
        if (p.cells[cell] === EMPTY) p.set(cell, code);
        p.addReserve(code, -1);
        p.pass();
      },
      moves(p, out) {
        let n = 0;
        for (let cell = 0; cell < 4; cell++)
          if (p.cells[cell] === EMPTY || p.cells[cell] === 1 + p.turn) out[n++] = cell;
        return n;
      },
      legal: (p) => p.cells[0] === EMPTY || p.cells[0] !== p.cells[3],
      parse: (p, text) => parseUnchecked(p, text),
    },
    { check: 'playing', found: /reserve do not add up|in reserve/, todo: /addReserve|reserve/ },
  ],
  [
    'play writes the cells itself',
    {
      ...ticTacToe,
      play(p, move) {
        p.cells[move] = 1 + p.turn;
        p.pass();
      },
    },
    { check: 'playing', found: /stand on the board|is in no list/, todo: /only by set, shift/ },
  ],
  [
    'unmoves forgets moves that exchange the numbers of men',
    oblongAtaxx,
    { check: 'unmoves in slices', found: /^the move stays in .*, and no unmove takes it back$/, todo: /exchange/ },
  ],
  [
    'unmoves is not the inverse of moves',
    { ...race, unmoves: (p, out) => Math.max(0, race.unmoves!(p, out) - 1) },
    { check: 'unmoves', found: /, none take it back$/, todo: /let unmoves write each way/ },
  ],
  [
    'an unmove was no move',
    {
      ...race,
      moves: (p, out) => Math.min(1, race.moves(p, out)),
    },
    { check: 'unmoves', found: /of whose moves none lead here$/, todo: /only what a move can have done/ },
  ],
  [
    'ended returns a plain number',
    { ...race, ended: (p) => (race.ended(p) === undefined ? undefined : (-1 as Value)) },
    { check: 'values', found: /^ended returns -1$/, todo: /win, loss and DRAW/ },
  ],
  [
    'ended returns true',
    { ...race, ended: (p) => (race.ended(p) !== undefined) as unknown as Value },
    { check: 'values', found: /^ended returns false$/, todo: /win, loss and DRAW/ },
  ],
  [
    'legal throws',
    {
      ...dropRow,
      legal(p) {
        if (p.counts[1] === 2) throw new TypeError('two men are too many');
        return dropRow.legal!(p);
      },
    },
    {
      check: 'values',
      found: /^legal throws TypeError: two men are too many at broken-games\.test\.ts:\d+$/,
      todo: /mend legal/,
    },
  ],
  [
    'moves changes the position',
    {
      ...race,
      moves(p, out) {
        const n = race.moves(p, out);
        if (n > 0) race.play(p, out[0]);
        return n;
      },
    },
    { check: 'reading', found: /^moves changes the position$/, todo: /rewind/ },
  ],
  [
    'rules are not deterministic',
    { ...ticTacToe, moves: (p, out) => Math.max(1, ticTacToe.moves(p, out) - (calls++ % 2)) },
    { check: 'repeating', found: /^asked twice, the rules have the move c3 once/, todo: /no random numbers/ },
  ],
  [
    'rules look at how the position came about',
    { ...race, ended: (p) => (p.lists[2] === p.cells.indexOf(2) ? race.ended(p) : undefined), moves: movesByStamp },
    { check: 'repeating', found: /^(asked twice|for the same position set up anew)/, todo: /stamp|remember nothing/ },
  ],
  [
    'shift lies',
    { ...race, shift: (move) => (move & 255) | (((move >> 8) ^ 1) << 8) },
    { check: 'shift', found: /^shift (returns|claims)/, todo: /else -1/ },
  ],
  [
    'unshift lies',
    { ...race, unshift: (unmove) => (unmove >> 8) | ((unmove & 255) << 8) },
    { check: 'shift', found: /unshift returns/, todo: /else -1/ },
  ],
  [
    'initial does not parse',
    { ...race, initial: '..k/K. 0' },
    { check: 'start', found: /^parse refuses initial "\.\.k\/K\. 0"/, todo: /mend initial/ },
  ],
  [
    'the example is not legal',
    { ...dropRow, example: 'AaaA 0 -', parse: (p, text) => parseUnchecked(p, text) },
    { check: 'start', found: /^legal refuses example/, todo: /mend example or legal/ },
  ],
  [
    'endgames names no table',
    { ...race, tables: 'each', endgames: ['1-1', '9-9'] },
    { check: 'tables', found: /no table "9-9"/, todo: /mend endgames/ },
  ],
  [
    'stuck returns nothing',
    {
      ...ticTacToe,
      ended: (p) => (p.counts[1] + p.counts[2] === 9 ? undefined : ticTacToe.ended(p)),
      stuck: () => undefined as unknown as Value,
    },
    { check: 'values', found: /^stuck returns undefined$/, todo: /win, loss and DRAW/ },
  ],
  [
    'apart denies what play reaches',
    { ...race, schema: { ...race.schema, apart: (_a, cellA, _b, cellB) => cellA + cellB === 7 } },
    { check: 'schema', found: /stand together$/, todo: /let legal refuse/ },
  ],
  [
    'play scores in a domain without points',
    { ...ticTacToe, play: (p, move) => (ticTacToe.play(p, move), 1) },
    { check: 'values', found: /^play returns 1$/, todo: /SCORE only/ },
  ],
  [
    'a seed is sown that nobody had',
    {
      ...ringSowing,
      play(p, pit) {
        ringSowing.play(p, pit);
        p.set(0, p.cells[0] + 1);
      },
    },
    { check: 'schema', found: /1\d seeds lie on the board/, todo: /sow no more seeds/ },
  ],
  [
    'a rare position breaks the symmetry of the board',
    {
      ...mnk443,
      moves(p, out) {
        const n = mnk443.moves(p, out);
        const odd = p.cells[0] === 1 && p.cells[5] === 2 && p.cells[3] === 1 && p.cells[12] === 2 && p.cells[6] === 1;
        return odd && n > 1 ? n - 1 : n;
      },
    },
    { check: 'symmetries', found: /the rules say something else of its image/, todo: /links of the board/ },
  ],
  [
    'unplay undoes something else',
    {
      ...race,
      unplay(p, unmove) {
        p.shift(unmove & 255, unmove >> 8);
      },
    },
    { check: 'unmoves', found: /none/, todo: /unmoves|unplay/ },
  ],
];

describe('a planted fault is named', () => {
  test.each(planted.map(([name, game, expected]) => ({ name, game, ...expected })))(
    '$name',
    async ({ game, check, found, todo }) => {
      const findings = await findingsOf(game);
      const named = findings.filter((each) => each.check === check && found.test(each.found) && todo.test(each.todo));
      expect(named, JSON.stringify(findings, undefined, 1)).not.toHaveLength(0);
    },
  );

  test('a finding names the position and the move', async () => {
    const [first] = await findingsOf({ ...race, play: (p: Position, move: number) => p.shift(move & 255, move >> 8) });
    expect(first.position).toMatch(/^[.kK]{3}\/[.kK]{3} [01]$/);
    expect(first.move).toMatch(/^[abc][12]$/);
    expect(first.expected).toBe('the other side to move');
  });
});

describe('what has not the shape of a game', () => {
  const shaped: readonly (readonly [string, unknown, string, string])[] = [
    ['a function', () => race, 'the game is a function', 'the object itself'],
    ['nothing', undefined, 'the game is missing', 'an object'],
    ['no play', { ...race, play: undefined }, 'play is missing', 'a function play(p, move)'],
    ['an id with blanks', { ...race, id: 'My Game' }, 'id is "My Game"', 'a lower-case name'],
    [
      'a board without names',
      { ...race, schema: { ...race.schema, board: { cells: 4 } } },
      'schema.board.names is missing',
      '4 different names',
    ],
    [
      'a kind without max',
      { ...race, schema: { ...race.schema, kinds: [{ letter: 'K' }] } },
      'schema.kinds[0].max is missing',
      'the most men',
    ],
    ['no domain', { ...race, domain: 'outcome' }, 'domain is "outcome"', 'OUTCOME or SCORE'],
    ['unmoves without unplay', { ...race, unplay: undefined }, 'unplay is missing', 'since unmoves is given'],
    [
      'chessmen for other kinds',
      { ...race, chessmen: ['king', 'dragon'] },
      'chessmen is a list',
      'for each of the 1 kinds',
    ],
    ['maxMoves as a text', { ...race, maxMoves: '3' }, 'maxMoves is "3"', 'the most moves'],
  ];
  test.each(shaped)('%s', async (_, value, found, expected) => {
    const findings = await findingsOf(value);
    expect(findings.every(({ check }) => check === 'shape')).toBe(true);
    const named = findings.find((each) => each.found === found);
    expect(named?.expected).toContain(expected);
  });
});

test('the time limit ends checking, and the report says what was left', async () => {
  const slow: Game = {
    ...ticTacToe,
    ended(p) {
      const end = performance.now() + 5;
      while (performance.now() < end);
      return ticTacToe.ended(p);
    },
  };
  const report = await checkGame(slow, { seconds: 0.5 });
  expect(report.findings).toEqual([]);
  expect(report.unfinished.map(({ why }) => why)).toContain('the time was up');
  expect(report.seconds).toBeLessThan(10);
});

function parseUnchecked(p: Position, text: string): void {
  const [cells = '', turn = '', hand = ''] = text.split(' ');
  if (!/^[.Aa]{4}$/.test(cells) || !/^[01]$/.test(turn) || !/^(-|[Aa]{1,4})$/.test(hand)) {
    throw new EndgameError('E_POSITION', `position "${text}"`, 'write it like ".... 0 AAaa"');
  }
  p.clear();
  cells.split('').forEach((letter, cell) => {
    if (letter !== '.') p.set(cell, letter === 'A' ? 1 : 2);
  });
  for (const letter of hand) if (letter !== '-') p.addReserve(letter === 'A' ? 1 : 2, 1);
  p.turn = turn === '0' ? 0 : 1;
  p.forget();
}

function movesByStamp(p: Position, out: Int32Array): number {
  return p.stamp % 2 === 0 ? race.moves(p, out) : Math.min(1, race.moves(p, out));
}

function fewer(schema: Schema): Schema {
  return { ...schema, kinds: schema.kinds.map((kind) => ({ ...kind, max: 1, reserve: 1 })) };
}

function withCells(schema: Schema, cells: (cell: number) => boolean): Schema {
  return { ...schema, kinds: schema.kinds.map((kind) => ({ ...kind, cells })) };
}
