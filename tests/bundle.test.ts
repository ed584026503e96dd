/** What a page downloads: the solver with its rules, bundled for browsers, needs nothing of Node and stays small. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { downloadOf, PAGE_PROGRAMS } from '../bench/page-bundles.ts';
import { threeMensMorris } from '../games/three-mens-morris.ts';
import { type Game, Position } from '../src/game/index.ts';
import { isLegal } from '../src/game/rules.ts';
import { generateTables } from '../src/make/index.ts';
import { Solver } from '../src/solve/index.ts';
import { Random, specialize } from '../src/specialize/index.ts';
import { MemoryFiles, TableStore } from '../src/table/index.ts';

const project = fileURLToPath(new URL('..', import.meta.url));

/** Most bytes, as brotli sends them, that a page downloads first. */
const MOST: Readonly<Record<keyof typeof PAGE_PROGRAMS, number>> = {
  'the contract alone': 6_000,
  'a small game with its solver': 59_500,
  'any game in one line': 62_400,
  'any game, with stores of tables': 106_100,
  'chess, with stores of tables': 115_000,
};

/** What only chess needs: engines for chessmen alone. */
const FOR_CHESSMEN = /src\/(kernel\/(?!has-kernel)|pawns\/)/;

/** Returns a program in one file. */
async function oneFile(program: string): Promise<Uint8Array> {
  const { files } = await downloadOf(project, program, true);
  return files.get('page/stdin.mjs')!;
}

describe('for a browser', () => {
  test.each(Object.entries(PAGE_PROGRAMS))('%s', async (what, program) => {
    const { brotli, externals, inputs, later } = await downloadOf(project, program);
    expect(externals).toEqual([]);
    expect(inputs.filter((path) => path.includes('platform/node'))).toEqual([]);
    expect(brotli).toBeLessThanOrEqual(MOST[what]);
    // Kernels come when chess is asked, and not before.
    expect(inputs.filter((path) => FOR_CHESSMEN.test(path))).toEqual([]);
    if (what !== 'the contract alone') expect(later).toContain('dist/src/kernel/word-kernel.js');
  });

  test('and it reads tables of the default codec, and says which it cannot read', async () => {
    const text = await oneFile(`
      export { MemoryFiles, Solver, TableStore } from './dist/src/index.js';
      export { threeMensMorris } from './dist/games/three-mens-morris.js';
    `);
    const page = (await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)) as {
      MemoryFiles: typeof MemoryFiles;
      Solver: typeof Solver;
      TableStore: typeof TableStore;
      threeMensMorris: Game;
    };
    const spec = specialize(threeMensMorris);
    const made = new MemoryFiles();
    await generateTables(spec, ['all'], new TableStore(made));
    const [file] = [...made.list()].filter((name) => name.endsWith('.egt'));
    const source = made.open(file);
    const bytes = source.readAt(0, source.size);
    const store = new page.TableStore(new page.MemoryFiles([[file, bytes]]));
    expect(store.list('three-mens-morris')).toMatchObject([{ codec: 'deflate' }]);
    const there = new page.Solver({ game: page.threeMensMorris, solver: 'lookup', store });
    const here = new Solver({ game: threeMensMorris });
    const random = new Random(4);
    const p = new Position(threeMensMorris.schema);
    let asked = 0;
    while (asked < 40) {
      const slice = spec.slicesOf('all')[random.below(spec.slicesOf('all').length)];
      const space = spec.space(slice);
      if (!space.unrank(random.below(space.size), p) || !isLegal(threeMensMorris, p)) continue;
      if (threeMensMorris.ended(p) !== undefined) continue; // the rules answer
      const position = threeMensMorris.format(p);
      const { outcome, dtm } = await here.query(position);
      expect(outcome).toBeDefined();
      const found = await there.query(position);
      expect([found.outcome, found.dtm, found.provenance.source], position).toEqual([outcome, dtm, 'table']);
      asked++;
    }
    const old = readFileSync(join(project, 'tests/data/three-mens-morris.version-1.egt'));
    const brotli = new page.TableStore(new page.MemoryFiles([['three-mens-morris.all.egt', new Uint8Array(old)]]));
    const refusing = new page.Solver({ game: page.threeMensMorris, solver: 'lookup', store: brotli });
    await expect(refusing.query(threeMensMorris.format(p))).rejects.toMatchObject({
      code: 'E_TABLE_FOREIGN',
      message: 'memory/three-mens-morris.all.egt: codec "brotli" is for Node alone',
      hint: 'write it again with "endgame pack three-mens-morris all --codec deflate"',
    });
  });

  test('and it answers: mate in one, with no global of Node', async () => {
    const text = await oneFile(`
      import { chess, Solver } from './dist/src/chess.js';
      export const answer = new Solver({ game: chess, metric: 'wdl' }).query('8/8/8/8/8/1k6/8/K2R4 w - - 0 1');
    `);
    const code = new TextDecoder().decode(text);
    expect(/["'`]node:/.exec(code)?.[0]).toBeUndefined();
    const module = (await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)) as {
      answer: Promise<{ outcome: string }>;
    };
    expect((await module.answer).outcome).toBe('win');
  });
});
