/** The engine as a program that drives it sees it. */

import { mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Command } from './command.ts';
import { UciDriver } from './uci-driver.ts';

const command = new Command();
const KRvK = 'fen 8/8/8/8/8/1k6/8/K2R4 w - - 0 1';

async function started(...lines: readonly string[]): Promise<UciDriver> {
  const engine = new UciDriver(undefined, { cwd: command.directory });
  engine.send('uci', ...lines, 'isready');
  await engine.until('readyok');
  return engine;
}

test('it introduces itself with its options, and ends with quit', async () => {
  const engine = await started();
  expect(engine.lines[0]).toMatch(/^id name endgame-lab \d/);
  expect(engine.lines).toContain('uciok');
  const options = engine.lines.filter((line) => line.startsWith('option name '));
  for (const name of [
    'Hash',
    'Threads',
    'MultiPV',
    'SyzygyPath',
    'TablePath',
    'Syzygy50MoveRule',
    'UCI_ShowWDL',
    'UCI_Chess960',
  ])
    expect(options.some((line) => line.startsWith(`option name ${name} type `))).toBe(true);
  expect(await engine.quit()).toBe(0);
});

test('a mate is told with its line, chances and best move, one line for each of MultiPV', async () => {
  const engine = await started('setoption name UCI_ShowWDL value true', 'setoption name MultiPV value 3');
  engine.send(`position ${KRvK}`, 'go');
  const lines = await engine.until('bestmove');
  const infos = lines.filter((line) => line.startsWith('info depth'));
  // The distances are those of tests/data: mate in 19 plies by Rc1 alone.
  expect(infos[0]).toMatch(
    /^info depth 19 multipv 1 score mate 10 wdl 1000 0 0 nodes \d+ nps \d+ tbhits \d+ time \d+ pv d1c1 b3a4( [a-h1-8]{4}){17}$/,
  );
  expect(infos[1]).toMatch(/ multipv 2 score mate 13 wdl 1000 0 0 /);
  expect(infos).toHaveLength(3);
  expect(lines.at(-1)).toMatch(/^bestmove d1c1 ponder b3a4$/);
  await engine.quit();
});

test.each([
  ['a mate', 'fen 7k/6Q1/6K1/8/8/8/8/8 b - - 0 1', 'score mate 0'],
  ['a stalemate', 'fen 7k/5Q2/6K1/8/8/8/8/8 b - - 0 1', 'score cp 0'],
])('%s has no move', async (_, position, score) => {
  const engine = await started();
  engine.send(`position ${position}`, 'go movetime 200');
  const lines = await engine.until('bestmove');
  expect(lines.at(-1)).toBe('bestmove (none)');
  expect(lines.some((line) => line.includes(score))).toBe(true);
  await engine.quit();
});

test('infinite and ponder wait for the driver, also when all is known', async () => {
  const engine = await started();
  engine.send(`position ${KRvK}`, 'go infinite');
  await engine.until('info string source');
  engine.send('isready');
  expect((await engine.until('readyok')).filter((line) => line.startsWith('bestmove'))).toEqual([]);
  engine.send('stop');
  expect((await engine.until('bestmove')).at(-1)).toMatch(/^bestmove d1c1/);
  engine.send(`position ${KRvK} moves d1c1 b3a4`, 'go ponder wtime 1000 btime 1000');
  await engine.until('info string source');
  engine.send('isready');
  expect((await engine.until('readyok')).filter((line) => line.startsWith('bestmove'))).toEqual([]);
  engine.send('ponderhit');
  expect((await engine.until('bestmove')).at(-1)).toMatch(/^bestmove c1b1/);
  engine.send('stop', 'ponderhit', 'isready');
  expect((await engine.until('readyok')).filter((line) => line.startsWith('bestmove'))).toEqual([]);
  await engine.quit();
});

test('every go has one bestmove, in time, whatever limits it', async () => {
  const engine = await started();
  const limits = [
    'depth 1',
    'nodes 1',
    'mate 3',
    'movetime 300',
    'wtime 500',
    'btime 1',
    'wtime 500 btime 500 winc 10 movestogo 1',
    'movetime x',
    'wtime -5',
  ];
  for (const limit of limits) {
    engine.send(`position ${KRvK}`, `go ${limit}`);
    expect((await engine.until('bestmove')).at(-1), limit).toMatch(/^bestmove [a-h][1-8][a-h][1-8]/);
  }
  engine.send(`position ${KRvK}`, 'go searchmoves a1b1 d1d3');
  expect((await engine.until('bestmove')).at(-1)).toMatch(/^bestmove a1b1/);
  engine.send('position startpos', 'go infinite', 'go movetime 100');
  await engine.until('bestmove');
  expect((await engine.until('bestmove')).at(-1)).toMatch(/^bestmove [a-h][1-8][a-h][1-8]/);
  await engine.quit();
});

test('beyond reach it says so and plays a legal move', async () => {
  const engine = await started();
  engine.send('position startpos moves e2e4 e7e5', 'go movetime 1500');
  const lines = await engine.until('bestmove');
  expect(lines.some((line) => line.startsWith('info string out of reach'))).toBe(true);
  expect(lines.at(-1)).toMatch(/^bestmove [a-h][1-2][a-h][1-8]/);
  await engine.quit();
});

test('nothing that is sent ends it, and what is wrong is named', async () => {
  mkdirSync(command.path('empty'), { recursive: true });
  const engine = await started();
  const told: readonly [string, string][] = [
    ['setoption name SyzygyPath value /EGT/Syzygy', '/EGT/Syzygy'],
    ['setoption name SyzygyPath value empty', 'no files'],
    ['setoption name TablePath value nowhere', 'nowhere'],
    ['setoption name Hash value lots', 'Hash is a number'],
    ['setoption name Ponder value perhaps', 'Ponder is true or false'],
    ['setoption name Contempt value 5', 'no option "Contempt"'],
    ['setoption', 'unknown command'],
    ['position', 'names no position'],
    ['position fen', 'names no position'],
    ['position fen 8/8 w', 'position'],
    ['position fen 8/8/8/8/8/1k6/8/K2R4 w - - 0 1 moves d1d9', 'd1d9'],
    ['position fen kk6/8/8/8/8/8/8/K7 w - - 0 1', 'position'],
    ['position fen 9/9/9/9/9/9/9/9 w - - -1 1', 'position'],
    ['xyzzy', 'unknown command "xyzzy"'],
    [`\u0007\u001b[2J`, 'unknown command'],
  ];
  for (const [line, what] of told) {
    engine.send(line, 'isready');
    const lines = await engine.until('readyok');
    expect(
      lines.filter((each) => each.startsWith('info string ') && each.includes(what)),
      line,
    ).toHaveLength(1);
  }
  for (const line of [
    '',
    '   ',
    'stop',
    'ponderhit',
    'debug on',
    'ucinewgame',
    'register later',
    'go',
    'stop',
    `position ${'x '.repeat(50_000)}`,
  ])
    engine.send(line);
  engine.sendBytes(Uint8Array.of(0, 255, 254, 10, 13, 10));
  engine.send(`position ${KRvK}`, 'isready', 'go movetime 2000');
  expect((await engine.until('bestmove d1c1')).some((line) => line.startsWith('stderr'))).toBe(false);
  expect(await engine.quit()).toBe(0);
});

test('lines from a file are answered before it ends', () => {
  const text = command.done(['uci'], `position ${KRvK}\ngo movetime 5000\n`);
  expect(text).toMatch(/\nbestmove d1c1 ponder b3a4\n$/);
  expect(command.done(['uci'], `position ${KRvK}\ngo infinite\n`)).toMatch(/^bestmove [a-h][1-8]/m);
});

test('castling is named as the driver wants it, and read either way', async () => {
  const engine = await started();
  const rook = 'fen 4k3/8/8/8/8/8/8/4K2R w K - 0 1';
  for (const [isOn, name] of [
    ['false', 'e1g1'],
    ['true', 'e1h1'],
  ] as const) {
    engine.send(
      `setoption name UCI_Chess960 value ${isOn}`,
      `position ${rook}`,
      `go movetime 3000 searchmoves ${name}`,
    );
    expect((await engine.until('bestmove')).at(-1)?.split(' ')[1]).toBe(name);
    engine.send(`position ${rook} moves ${name}`, 'go movetime 1000');
    const lines = await engine.until('bestmove');
    expect(lines.filter((line) => line.includes('cannot be played'))).toEqual([]);
    expect(lines.at(-1)).toMatch(/^bestmove e8/);
  }
  await engine.quit();
});

test('the 50-move rule counts unless it is switched off', async () => {
  // The mate takes 19 plies, so it comes too late when 85 are gone.
  const engine = await started();
  engine.send('position fen 8/8/8/8/8/1k6/8/K2R4 w - - 85 100', 'go movetime 4000');
  expect((await engine.until('bestmove')).some((line) => line.includes('score cp 1 '))).toBe(true);
  engine.send('setoption name Syzygy50MoveRule value false', 'go movetime 4000');
  expect((await engine.until('bestmove')).some((line) => line.includes('score mate 10 '))).toBe(true);
  await engine.quit();
});
