import { describe, expect, test } from 'vitest';
import { checkers, checkers6x6 } from '../../games/checkers.ts';
import { loss, Position, win } from '../../src/game/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { countOrbits, disagreements, names, playNamed } from '../support/checkers.ts';
import { conformance, eachPosition } from '../support/conformance.ts';
import { haveShared, oraclePath, readOracle } from '../support/oracles.ts';

const spec = specialize(checkers);
const p = new Position(checkers.schema);
const out = new Int32Array(checkers.maxMoves);

// Solving a slice learns of captures that no sample showed.
for (const [game, tables] of [
  [checkers, ['KvK', 'KMvM', 'MMvM', 'KKvKK']],
  [checkers6x6, ['KKMvM', 'KMMvK', 'MMvMM']],
] as const) {
  const slices = tables.map((table) => specialize(game).slicesOf(table)[0]);
  const values = new SliceValues(specialize(game), { memory: 1e9 });
  for (const slice of slices) await values.get(slice);
  conformance(game, specialize(game), () => slices);
}

interface Published {
  readonly perft_start_black_to_move: Record<string, number>;
  readonly n_piece_positions: Record<string, number>;
  readonly kings_only_placements_by_side: Record<string, number>;
}
const published = JSON.parse(readOracle(oraclePath('oracles', 'checkers', 'published-counts-a.json')!)) as Published;

describe('checkers', () => {
  test('perft from the start gives the published counts (A. Bik, 2009)', () => {
    const moves = Array.from({ length: 8 }, () => new Int32Array(checkers.maxMoves));
    const perft = (depth: number): number => {
      const n = checkers.moves(p, moves[depth]);
      if (depth === 0) return n;
      let sum = 0;
      for (let m = 0; m < n; m++) {
        const { time } = p;
        checkers.play(p, moves[depth][m]);
        if (checkers.ended(p) === undefined) sum += perft(depth - 1);
        p.rewind(time);
      }
      return sum;
    };
    checkers.parse(p, checkers.initial);
    for (let depth = 1; depth <= 7; depth++) {
      expect(perft(depth - 1)).toBe(published.perft_start_black_to_move[depth]);
    }
  });

  test('with two and three pieces there are as many positions as published (OEIS A055213)', () => {
    for (const men of [2, 3]) {
      let positions = 0;
      for (const signature of spec.materials.withMen(men, men)) {
        const { board } = spec.materials.of(signature);
        // Either side to move; a side without men only after it has lost.
        const sides = [board[1] + board[2], board[3] + board[4]].filter((n) => n > 0).length;
        const slice = spec.sliceOf(signature);
        if (slice.signatures[0] === signature) positions += countOrbits(spec, slice) / sides;
      }
      expect(positions).toBe(published.n_piece_positions[men]);
    }
  });

  test('kings alone have as many placements as combinatorics say', () => {
    for (const [table, sides] of [
      ['KvK', '1-1'],
      ['KKvK', '2-1'],
      ['KKvKK', '2-2'],
      ['KKKvK', '3-1'],
    ] as const) {
      const twice = sides[0] === sides[2] ? 2 : 4;
      expect(countOrbits(spec, spec.slicesOf(table)[0]) / twice).toBe(published.kings_only_placements_by_side[sides]);
    }
  });

  test('a king has at most 16 ways to capture and nine jumps, as the size of moves allows', () => {
    let most = 0;
    let longest = 0;
    for (const odd of [0, 1]) {
      // Cells to land on are in every other row, cells to jump over in the rows between.
      const inner = Array.from({ length: 32 }, (_, cell) => cell).filter(
        (cell) => (cell >> 2) % 2 !== odd && cell > 3 && cell < 28 && ![4, 11, 12, 19, 20, 27].includes(cell),
      );
      expect(inner).toHaveLength(9);
      for (let set = 1; set < 512; set++) {
        for (let from = 0; from < 32; from++) {
          if ((from >> 2) % 2 !== odd) continue;
          p.clear();
          p.set(from, 1);
          inner.forEach((cell, i) => {
            if ((set >> i) & 1) p.set(cell, 3);
          });
          p.forget();
          const captures = names(checkers, p).filter((name) => name.includes('x'));
          most = Math.max(most, captures.length);
          for (const name of captures) longest = Math.max(longest, name.split('x').length - 1);
        }
      }
    }
    expect(most).toBe(16);
    expect(longest).toBe(9);
  });

  test('routes that take the same men to the same square are different moves', () => {
    checkers.parse(p, 'B:WK10,K11,K18,K19:BK7');
    expect(names(checkers, p)).toEqual(['7x14x23x16x7', '7x16x23x14x7']);
    for (const move of out.slice(0, checkers.moves(p, out))) {
      checkers.play(p, move);
      expect(checkers.format(p)).toBe('W:W:BK7');
      p.rewind(0);
    }
  });

  test('capturing is compulsory and goes on to its end', () => {
    checkers.parse(p, 'B:W18,26,K32:B15,1');
    expect(names(checkers, p)).toEqual(['15x22x31']);
    playNamed(checkers, p, '15x22x31');
    expect(checkers.format(p)).toBe('W:WK32:B1,K31');
  });

  test('a man that is crowned in a capture stops, though a king could go on', () => {
    checkers.parse(p, 'B:W26,27:B22');
    expect(names(checkers, p)).toEqual(['22x31']);
    checkers.parse(p, 'B:W26,27:BK22');
    expect(names(checkers, p)).toEqual(['22x31x24']);
  });

  test('men step and capture forward only, kings both ways', () => {
    checkers.parse(p, 'B:W18:B22');
    expect(names(checkers, p)).toEqual(['22-25', '22-26']);
    checkers.parse(p, 'B:W18:BK22');
    expect(names(checkers, p)).toEqual(['22x15']);
    checkers.parse(p, 'B:W32:B27');
    expect(names(checkers, p)).toEqual(['27-31']);
    playNamed(checkers, p, '27-31');
    expect(checkers.format(p)).toBe('W:W32:BK31');
  });

  test('who has no men or no move has lost', async () => {
    checkers.parse(p, 'B:WK1:B');
    expect(checkers.ended(p)).toBe(loss(0));
    const values = new SliceValues(spec, { memory: 1e9 });
    checkers.parse(p, 'W:W29:B22,25');
    expect(names(checkers, p)).toEqual([]);
    expect((await values.value(p)).value).toBe(loss(0));
    checkers.parse(p, 'B:WK18:BK22');
    expect((await values.value(p)).value).toBe(win(1));
  });

  test('drawing', () => {
    checkers.parse(p, 'W:W30,K5:B1,K32');
    expect(checkers.draw(p)).toBe(
      [
        '  b   .   .   .',
        'W   .   .   .',
        '  .   .   .   .',
        '.   .   .   .',
        '  .   .   .   .',
        '.   .   .   .',
        '  .   .   .   .',
        '.   w   .   B',
        'White to move',
      ].join('\n'),
    );
  });

  test('ranges, other orders and a full stop are read', () => {
    checkers.parse(p, 'B:B1-12:W21-32.');
    expect(checkers.format(p)).toBe(checkers.initial);
    checkers.parse(p, 'W:BK3,1:WK5,30,12');
    expect(checkers.format(p)).toBe('W:WK5,12,30:B1,K3');
  });

  test.each([
    ['', 'side to move ""'],
    ['X:W1:B2', 'side to move "X"'],
    ['B:W21', '1 lists of squares'],
    ['B:W21:B1:W3', '3 lists of squares'],
    ['B:W21:W22', 'one list for W and one for B'],
    ['W:W21:B', 'the game ended when B lost its last piece'],
    ['B:W33:B1', 'square "33", expected 1 to 32'],
    ['B:W0:B1', 'square "0"'],
    ['B:Wq:B1', '"q" is no square'],
    ['B:W21,:B1', '"" is no square'],
    ['B:W21:B21', 'two pieces on square 21'],
    ['B:W21:B29', 'a man on square 29'],
    ['B:W4:B1', 'a man on square 4'],
    ['B:W21-29:B1-13', 'more than 12 pieces'],
  ])('refuses %s', (text, what) => {
    expect(() => checkers.parse(p, text)).toThrow(what);
  });

  test('classes with men on both sides are tables, those in which every position is over are not', () => {
    expect(spec.tablesWithMen(2, 2)).toEqual(['MvM', 'KvM', 'KvK']);
    expect(spec.tablesWithMen(3, 3)).toHaveLength(6);
    expect(spec.tablesWithMen(4, 4)).toHaveLength(14);
  });

  test('indices of six men, too many placements to write out, and of two', () => {
    for (const table of ['MMMMMMvK', 'KMMvK']) {
      const slice = spec.slicesOf(table)[0];
      const space = spec.space(slice);
      const seen = new Set<string>();
      const visited = eachPosition(spec, slice, (q, index) => {
        expect(space.rank(q)).toBe(index);
        seen.add(q.key());
      });
      expect(visited).toBeGreaterThan(1000);
      expect(seen.size).toBeGreaterThan(0.95 * visited);
    }
  });

  test('kings alone have all four symmetries of the dark squares, with men only the turned board is left', () => {
    expect(spec.symmetries(spec.slicesOf('KKvKK')[0])).toHaveLength(8);
    expect(spec.symmetries(spec.slicesOf('KKvM')[0])).toHaveLength(2);
  });
});

describe.each([
  ['8 x 8 with two pieces', checkers, 8, 2],
  ['6 x 6 with up to three pieces', checkers6x6, 6, 3],
] as const)('an independent solver: %s', (_, game, size, most) => {
  test('moves and values agree', async () => {
    expect(await disagreements(game, size, most)).toEqual([]);
  });
});

describe('games of other people', () => {
  test('every move of the games of the American Checker Federation is accepted', () => {
    const lines = readOracle(oraclePath('data', 'checkers', 'acf-games.tsv.gz')!)
      .trim()
      .split('\n');
    expect(lines).toHaveLength(haveShared ? 6539 : 60);
    let moves = 0;
    for (const line of lines.slice(0, 1500)) {
      checkers.parse(p, checkers.initial);
      for (const name of line.split('\t')[1].split(' ')) {
        playNamed(checkers, p, name);
        moves++;
      }
    }
    expect(moves).toBeGreaterThan(lines.length > 60 ? 60_000 : 2_000);
  });

  test('a random game of OpenSpiel: every move, every list of moves and every board that it prints', () => {
    // There each jump is a move of its own, and forty moves without a capture make a draw. Its first player, "o", sits
    // at the bottom and moves first, like Black: square 1 is g1 there.
    const log = readOracle(oraclePath('oracles', 'playthroughs', 'checkers.txt.gz')!);
    const square = (name: string): string => {
      const row = Number(name[1]) - 1;
      return String(row * 4 + ((7 - 'abcdefgh'.indexOf(name[0])) >> 1) + 1);
    };
    checkers.parse(p, checkers.initial);
    let jumped: string[] = [];
    let boards = 0;
    let lists = 0;
    let actions = 0;
    for (const line of log.split('\n')) {
      const board = /^ObservationString\(0\) = "(.*) abcdefgh/.exec(line);
      if (board && jumped.length === 0) {
        const rows = board[1]
          .split('\\n')
          .slice(0, 8)
          .map((row) => row.slice(1));
        const cells = Array.from({ length: 32 }, (__, cell) => {
          const row = cell >> 2;
          const column = (cell & 3) * 2 + (row % 2 === 0 ? 1 : 0);
          return '.8o+*'.includes(rows[7 - row][7 - column]) ? rows[7 - row][7 - column] : '?';
        });
        expect(cells.join('')).toBe(Array.from(p.cells, (code) => '.8o*+'[code]).join(''));
        boards++;
      }
      const list = /^StringLegalActions\(?\)? = \[(.*)\]/.exec(line);
      if (list) {
        const expected = [...list[1].matchAll(/"(..)(..)"/g)].map((m) => `${square(m[1])} ${square(m[2])}`);
        const own = names(checkers, p).filter((name) => name.startsWith(jumped.join('x')));
        const steps = own.map((name) =>
          name
            .split(/[-x]/)
            .slice(Math.max(0, jumped.length - 1))
            .slice(0, 2)
            .join(' '),
        );
        expect([...new Set(steps)].toSorted()).toEqual(expected.toSorted());
        lists++;
      }
      const action = /^# Apply action "(..)(..)"/.exec(line);
      if (!action) continue;
      actions++;
      const [from, to] = [square(action[1]), square(action[2])];
      jumped = jumped.length > 0 ? [...jumped, to] : [from, to];
      const own = names(checkers, p);
      const whole = own.find((name) => name === jumped.join('x') || name === jumped.join('-'));
      if (whole !== undefined) {
        playNamed(checkers, p, whole);
        jumped = [];
      } else expect(own.some((name) => name.startsWith(`${jumped.join('x')}x`))).toBe(true);
    }
    expect(actions).toBe(101);
    expect(boards).toBeGreaterThan(5);
    expect(lists).toBeGreaterThan(5);
  });
});
