/**
 * `node dist/bench/pawns.js [positions] [--each]`: how the work on 4 pawns against 4 grows with the number of pawns
 * that can move. The positions are random, with most pawns face to face. They are solved one after another, each from
 * nothing, on one thread, at most LIMIT_MS each. Known fortresses (draws) and known wins come first.
 */

import { cpus } from 'node:os';
import { chess } from '../games/index.ts';
import { Position } from '../src/game/index.ts';
import { type PawnOutcome, PawnSolver } from '../src/pawns/pawn-solver.ts';
import { TextTable } from '../src/text/text-table.ts';
import { expectEqual } from './rows.ts';
import { countOf } from './count.ts';

const LIMIT_MS = 5000;
const positions = countOf(process.argv[2] ?? '20', 'positions');
const PAIRS = 4;
const WHITE_PAWN = 6;
const BLACK_PAWN = 12;

/** Positions with the known outcome for the side to move. */
const KNOWN: readonly (readonly [string, string])[] = [
  ['4k3/8/8/p1p1p1p1/P1P1P1P1/8/8/4K3 w - - 0 1', 'draw'],
  ['8/8/2p5/pkPp2p1/3P2P1/P3K3/8/8 w - - 0 1', 'loss'],
];

let seed = 2026;
function random(n: number): number {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return Math.floor((seed / 2 ** 32) * n);
}

/** Returns how many pawns have a step or a capture, as if there were no kings. */
function mobile(p: Position): number {
  let n = 0;
  p.cells.forEach((code, cell) => {
    if (code !== WHITE_PAWN && code !== BLACK_PAWN) return;
    const forward = code === WHITE_PAWN ? 8 : -8;
    const prey = code === WHITE_PAWN ? BLACK_PAWN : WHITE_PAWN;
    const step = p.cells[cell + forward];
    const takes = [-1, 1].some(
      (d) => (cell & 7) + d >= 0 && (cell & 7) + d < 8 && p.cells[cell + forward + d] === prey,
    );
    if (takes || (step !== WHITE_PAWN && step !== BLACK_PAWN)) n++;
  });
  return n;
}

/**
 * Returns a random position.
 * @param atHome kings on their first two ranks, behind most pawns; else anywhere
 */
function randomPosition(mobility: number, atHome: boolean): Position {
  for (;;) {
    const p = new Position(chess.schema);
    const files = [0, 1, 2, 3, 4, 5, 6, 7];
    for (let i = 0; i < PAIRS; i++) {
      const file = files.splice(random(files.length), 1)[0];
      const white = 8 * (1 + random(5)) + file;
      p.set(white, WHITE_PAWN);
      // Most pawns stand face to face, the others on any free square.
      let black = white + 8;
      if (random(4) === 0) black = 8 + random(48);
      while (p.cells[black] !== 0) black = 8 + random(48);
      p.set(black, BLACK_PAWN);
    }
    if (p.counts[WHITE_PAWN] !== PAIRS || mobile(p) !== mobility) continue;
    const kings = atHome ? [random(16), 48 + random(16)] : [random(64), random(64)];
    if (kings[0] === kings[1] || kings.some((cell) => p.cells[cell] !== 0)) continue;
    p.set(kings[0], 1);
    p.set(kings[1], 7);
    p.turn = random(2) as 0 | 1;
    p.forget();
    if (chess.legal!(p)) return p;
  }
}

interface Sample {
  readonly ms: number;
  readonly found: PawnOutcome;
}

async function solve(p: Position): Promise<Sample> {
  const start = performance.now();
  const found = await new PawnSolver({ game: chess }).outcome(p, { deadline: start + LIMIT_MS });
  return { ms: performance.now() - start, found };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.round(share * (sorted.length - 1))];
}

const RANKED = ['loss', 'draw', 'win'];
for (const [fen, outcome] of KNOWN) {
  const p = new Position(chess.schema);
  chess.parse(p, fen);
  const { found } = await solve(p);
  expectEqual(`${fen} at least`, RANKED.indexOf(found.lower), RANKED.indexOf(outcome));
  expectEqual(`${fen} at most`, RANKED.indexOf(found.upper), RANKED.indexOf(outcome));
}

const table = new TextTable({
  head: [
    'kings',
    'mobile',
    'exact',
    'in 2 s',
    'half solved',
    'ms p50',
    'p90',
    'problems p50',
    'p90',
    'solved for p50',
    'p90',
  ],
});
for (const [atHome, mobility] of [true, false].flatMap((home) => [0, 1, 2, 3, 4].map((n) => [home, n] as const))) {
  const samples: Sample[] = [];
  for (let i = 0; i < positions; i++) {
    const p = randomPosition(mobility, atHome);
    const sample = await solve(p);
    samples.push(sample);
    const { lower, upper, expanded } = sample.found;
    if (process.argv.includes('--each'))
      process.stderr.write(`${mobility} ${chess.format(p)} ${lower} ${upper} ${expanded} ${sample.ms.toFixed(0)}\n`);
  }
  const of = (get: (sample: Sample) => number): string[] =>
    [0.5, 0.9].map((share) => quantile(samples.map(get), share).toFixed(0));
  table.push([
    atHome ? 'home' : 'anywhere',
    mobility,
    samples.filter(({ found }) => found.exact).length,
    samples.filter(({ found, ms }) => found.exact && ms <= 2000).length,
    samples.filter(({ found }) => !found.exact && (found.lower !== 'loss' || found.upper !== 'win')).length,
    ...of(({ ms }) => ms),
    ...of(({ found }) => found.problems),
    ...of(({ found }) => found.expanded),
  ]);
}
process.stdout.write(`${table.toString()}\n`);
process.stdout.write(`${positions} positions per row, ${cpus()[0]?.model.trim()}, Node ${process.version}\n`);
