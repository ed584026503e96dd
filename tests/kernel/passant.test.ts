/** En passant as a duty, on a solved problem that is made up: really solving five men with pawns is for the slow suite. */

import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { DRAW, loss } from '../../src/game/value.ts';
import type { Side } from '../../src/game/schema.ts';
import { METRIC_CODES } from '../../src/kernel/metric.ts';
import { passantsOf, passantValue } from '../../src/kernel/passant.ts';
import type { Solving } from '../../src/kernel/task.ts';
import { type Man, Problems, type Resolved } from '../../src/kernel/problem.ts';
import type { Solved } from '../../src/kernel/solved.ts';

const [A4, B3, B4, C8, F7, H8] = [24, 17, 25, 58, 53, 63];
const MEN: readonly Man[] = [
  { kind: 0, side: 0 },
  { kind: 0, side: 1 },
  { kind: 1, side: 0 },
];
const DRAWN = 0;
const WON = 1;

/** Every position of the problem has this code. */
function made({ problem }: Resolved, code: number): Solved {
  return {
    problem,
    codes: [new Uint8Array(0), new Uint8Array(0)],
    bytes: 0,
    code: () => code,
    detach: () => undefined,
  };
}

test.each([
  ['the king has nowhere to go and the pawn is blocked: Black must capture, and loses', [B3, H8, F7], loss(0)],
  ['the king can move: Black need not capture', [B3, C8, F7], DRAW],
])('%s', async (_, cells, value) => {
  const problems = new Problems();
  const resolved = problems.resolve(MEN, [[A4], [B4]]);
  const solving: Solving = {
    game: chess,
    metricCodes: METRIC_CODES.wdl,
    behind: ({ men, pawns }) => {
      const after = problems.resolve(men, pawns);
      return Promise.resolve({ resolved: after, solved: made(after, WON) });
    },
  };
  const black: Side = 1;
  const passants = await passantsOf(solving, resolved.problem, { marked: A4, turn: black }, resolved, {});
  expect(passants.captures).toHaveLength(1);
  const index = resolved.digits.reduce((sum, man) => sum * 64 + (cells[man] ^ resolved.flip), 0);
  expect(passantValue(solving, made(resolved, DRAWN), passants, index)).toBe(value);
});
