import './one-line.ts';
import { Bench } from 'tinybench';
import { Position, toArray, type Value } from '../src/game/index.ts';
import { Random, specialize } from '../src/specialize/index.ts';
import { BlockCache, MemoryByteSource, Table } from '../src/table/index.ts';
import { Boards, drawFrom, type StudyQuestion } from '../src/study/questions.ts';
import type { Generated } from './generation.ts';
import { expectEqual, type Row, rowsOf } from './rows.ts';

/** Probes in one call of a task. Positions take much memory, so `ranked` cycles through `BOARDS` of them. */
const PROBES = 1_024;
const BOARDS = 256;
const SEED = 7;

/**
 * Measures one lookup: a plain array against table files with each codec, from a position on the board to its value.
 */
export function benchProbes({ work, slices, files }: Generated): Row[] {
  const { game, table: name } = work;
  const specialization = specialize(game);
  const place = slices.reduce((best, s, i) => (s.values.length > slices[best].values.length ? i : best), 0);
  const { slice, values } = slices[place];
  const array = toArray(values);
  const space = specialization.space(slice);
  const drawn = drawFrom(specialization, { slice, values }, 16 * PROBES, new Random(SEED));
  const random = Int32Array.from(drawn, (question) => question.index);
  const sequential = Int32Array.from(random).sort();
  const boards = new Boards(specialization).set(drawn.slice(0, BOARDS));
  const bench = new Bench({ time: 300, warmupTime: 100, retainSamples: true });
  let sink = 0;

  /** A task takes the next 1,024 of the indices each time, so that it does not probe the same ones again and again. */
  const add = (title: string, indices: Int32Array, value: (index: number) => number): void => {
    check(title, drawn, value);
    let from = 0;
    const task = (): void => {
      let sum = 0;
      for (let i = from; i < from + PROBES; i++) sum += value(indices[i]);
      sink += sum;
      from = (from + PROBES) % indices.length;
    };
    bench.add(`${game.id} ${name}: ${title}`, task, { async: false });
  };

  add('array, random', random, (index) => array[index]);
  bench.add(
    `${game.id} ${name}: ranking and array`,
    () => {
      let sum = 0;
      for (let i = 0; i < PROBES; i++) sum += array[space.rank(boards[i & (BOARDS - 1)])];
      sink += sum;
    },
    { async: false },
  );
  boards.forEach((p: Position, i) => expectEqual('ranking', array[space.rank(p)], drawn[i].value));
  const open: Table[] = [];
  for (const [codec, file] of files) {
    const source = new MemoryByteSource(file, codec);
    const warm = Table.open(source, new BlockCache(2 ** 30));
    const cold = Table.open(source, new BlockCache(0));
    open.push(warm, cold);
    const at = warm.sliceIndex(slice.name);
    add(`${codec}, warm, random`, random, (index): Value => warm.value(at, index));
    add(`${codec}, warm, sequential`, sequential, (index): Value => warm.value(at, index));
    add(`${codec}, last block only, random`, random, (index): Value => cold.value(at, index));
  }
  bench.runSync();
  for (const table of open) table.close();
  if (!Number.isFinite(sink)) throw new Error('a probe gave no number');
  return rowsOf(bench, 'probe', PROBES, 1e9, 'ns');
}

function check(title: string, questions: readonly StudyQuestion[], value: (index: number) => number): void {
  for (const question of questions)
    expectEqual(`${title}, index ${question.index}`, value(question.index), question.value);
}
