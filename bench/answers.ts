/**
 * `npm run bench:answers [-- POSITIONS [METRIC]]`: what questions take whose answers are known, without and with all moves, and the steps of
 * it. POSITIONS is a file of FEN lines, of which those with at most four men are asked; default: random ones. Each figure is the least of
 * 40 turns, microseconds.
 */

import './one-line.ts';
import { readFileSync } from 'node:fs';
import { chess } from '../games/chess.ts';
import { Position } from '../src/game/index.ts';
import { Solver } from '../src/solve/index.ts';
import { specialize } from '../src/specialize/index.ts';
import { METRICS } from '../src/game/values.ts';
import { randomPositions } from './questions.ts';

const TURNS = 40;
const MOST_MEN = 4;
const [file, metricName] = process.argv.slice(2);
const metric = METRICS.find((each) => each === metricName);
const specialization = specialize(chess);
const positions =
  file === undefined
    ? randomPositions(specialization, specialization.tablesWithMen(3, MOST_MEN), 600, 1)
    : readFileSync(file, 'utf8').split('\n').filter(isSmall).slice(0, 1000);
const solver = new Solver({ game: chess, metric });
for (const fen of positions) await solver.query(fen, { moves: true });

const board = new Position(chess.schema);
const boards = positions.map((fen) => {
  const p = new Position(chess.schema);
  chess.parse(p, fen);
  return p;
});
console.log(`${positions.length} positions, metric ${metric ?? 'all'}, Node ${process.version}`);
report('reading a FEN', 500, (i) => chess.parse(board, positions[i]));
report('writing a FEN', 500, (i) => chess.format(boards[i]));
report('valueSync', 2000, (i) => solver.valueSync(boards[i]));
report('querySync', 500, (i) => solver.querySync(positions[i]));
report('querySync with moves', 100, (i) => solver.querySync(positions[i], { moves: true }));
await reportAsync('value', 2000, (i) => solver.value(boards[i]));
await reportAsync('query', 500, (i) => solver.query(positions[i]));
await reportAsync('query with moves', 100, (i) => solver.query(positions[i], { moves: true }));
solver.close();

function isSmall(line: string): boolean {
  const men = line.split(' ')[0].replaceAll(/[^A-Za-z]/g, '').length;
  return men > 1 && men <= MOST_MEN;
}

function report(name: string, calls: number, call: (i: number) => unknown): void {
  let least = Number.POSITIVE_INFINITY;
  let at = 0;
  for (let turn = 0; turn < TURNS; turn++) {
    const start = performance.now();
    for (let i = 0; i < calls; i++) call(at++ % positions.length);
    least = Math.min(least, performance.now() - start);
  }
  print(name, least / calls);
}

async function reportAsync(name: string, calls: number, call: (i: number) => Promise<unknown>): Promise<void> {
  let least = Number.POSITIVE_INFINITY;
  let at = 0;
  for (let turn = 0; turn < TURNS; turn++) {
    const start = performance.now();
    for (let i = 0; i < calls; i++) await call(at++ % positions.length);
    least = Math.min(least, performance.now() - start);
  }
  print(name, least / calls);
}

function print(name: string, milliseconds: number): void {
  console.log(`${name.padEnd(24)} ${(1000 * milliseconds).toFixed(2)} us`);
}
