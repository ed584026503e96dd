import './one-line.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bench } from 'tinybench';
import { Random, specialize } from '../src/specialize/index.ts';
import { Solver } from '../src/solve/index.ts';
import { generateTables } from '../src/make/index.ts';
import { TableStore } from '../src/table/index.ts';
import { Boards, drawFrom } from '../src/study/questions.ts';
import type { Generated } from './generation.ts';
import { expectEqual, type Row, rowsOf } from './rows.ts';
import { valueOf } from './answer-value.ts';

const SEED = 11;
const QUESTIONS = 64;

/** Measures one question to the hybrid solver, end to end: stored, computed before, computed now. */
export async function benchHybrid({ work, slices }: Generated): Promise<Row[]> {
  const { game, table } = work;
  const specialization = specialize(game);
  const { slice, values } = slices.at(-1)!;
  const questions = drawFrom(specialization, { slice, values }, QUESTIONS, new Random(SEED));
  const boards = new Boards(specialization);
  const texts = questions.map((question) => game.format(boards.set([question])[0]));
  const directory = mkdtempSync(join(tmpdir(), 'endgame-bench-'));
  const pack = TableStore.open(directory, { create: true });
  try {
    await generateTables(specialization, [table], pack);
    const stored = new Solver({ game, store: pack, metric: 'dtm' });
    const computing = new Solver({ game, metric: 'dtm' });
    const ask = async (solver: Solver, source: string): Promise<void> => {
      for (const [i, text] of texts.entries()) {
        const answer = await solver.query(text);
        expectEqual(`${game.id} ${text}`, valueOf(answer), questions[i].value);
        if (i > 0 && answer.provenance.source !== source)
          throw new Error(`answered from ${answer.provenance.source}, expected ${source}`);
      }
    };
    await ask(stored, 'table');
    await ask(computing, 'cache');
    const name = `${game.id} ${table}`;
    const quick = new Bench({ time: 300, warmupTime: 100, retainSamples: true });
    quick.add(`${name}: stored`, () => ask(stored, 'table'), { async: true });
    quick.add(`${name}: computed before`, () => ask(computing, 'cache'), { async: true });
    await quick.run();
    const slow = new Bench({ time: 500, iterations: 3, warmup: false, retainSamples: true });
    slow.add(
      `${name}: computed now`,
      async () => {
        computing.forget();
        await computing.query(texts[0]);
      },
      { async: true },
    );
    await slow.run();
    return [...rowsOf(quick, 'hybrid', QUESTIONS, 1e6, 'µs'), ...rowsOf(slow, 'hybrid', 1, 1e3, 'ms')];
  } finally {
    pack.close();
    rmSync(directory, { recursive: true, force: true });
  }
}
