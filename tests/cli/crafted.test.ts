/** What the built command makes of tables with right checksums that say what no table can. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { specialize } from '../../src/specialize/index.ts';
import { PAGE_BYTES, type TableHeader } from '../../src/table/format.ts';
import { CODERS } from '../../src/table/index.ts';
import { codedFile } from '../support/forged.ts';
import { Command } from './command.ts';

const command = new Command();

/** Writes a table of the coder plain, all draws by its header, into a directory of its own. */
function write(dir: string, table: string, size: number, change: Partial<TableHeader>, payload: Uint8Array): void {
  const header: TableHeader = {
    game: 'chess',
    rules: chess.version,
    table,
    domain: 'outcome',
    representation: 'plies',
    codec: 'plain',
    blockBytes: PAGE_BYTES,
    cellBits: 8,
    palette: [0],
    slices: [{ name: table, size, offset: 0 }],
    statistics: { positions: 1, wins: 0, draws: 1, losses: 0 },
    generator: 'a forger',
    ...change,
  };
  mkdirSync(command.path(dir));
  writeFileSync(command.path(dir, `chess.${table}.egt`), codedFile(header, payload));
}

test('a size that the rules contradict is never called right', () => {
  write('large', 'KRvK', 1e9, {}, new Uint8Array(0));
  for (const args of [
    ['tables', '--check'],
    ['verify', 'chess'],
  ]) {
    const { status, stdout, stderr } = command.run([...args, '--dir', 'large']);
    expect(stderr).toMatch(
      /^endgame: table chess KRvK was made with other slices [^\n]+ \(E_TABLE_FOREIGN; [^\n]+\)\n$/,
    );
    expect([status, stdout]).toEqual([1, '']);
  }
});

test('cells that cannot be decoded: an error by lookup, an answer by hybrid', () => {
  const { size } = specialize(chess).space(specialize(chess).slicesOf('KPvK')[0]);
  // Two bits a cell; every cell holds the code 3, of three.
  const payload = CODERS['plain'].encode({ length: size, alphabetSize: 3, codes: new Uint8Array(size) }).fill(255);
  write('broken', 'KPvK', size, { palette: [-1, 0, 1] }, payload);
  const solve = ['solve', 'chess', '4k3/8/4K3/4P3/8/8/8/8 w - - 0 1', '--dir', 'broken'];
  command.refused([...solve, '--solver', 'lookup'], 'E_TABLE_DAMAGED', 'chess.KPvK.egt');
  const answer = JSON.parse(command.done([...solve, '--json'])) as { provenance: { warnings: string[] } };
  expect(answer).toMatchObject({ outcome: 'win' });
  expect(answer.provenance.warnings).toEqual([expect.stringContaining(': code 3 of 3')]);
});
