/**
 * Damaged table files. Whatever happens to the bytes, a probe answers with the right value or with a typed error. Where
 * an attacker has made the checksums right, values may be any, but nothing else may happen: no other error, no endless
 * work.
 */

import { beforeAll, describe, expect, test } from 'vitest';
import { awari, chess, ticTacToe } from '../../games/index.ts';
import { type Game, isEndgameError, Position } from '../../src/game/index.ts';
import { generateTables, repack } from '../../src/make/index.ts';
import { Random, type Slice, specialize } from '../../src/specialize/index.ts';
import { assemble } from '../../src/table/encode.ts';
import { laidOut } from '../../src/table/metadata.ts';
import type { TableHeader } from '../../src/table/format.ts';
import {
  BlockCache,
  checkTable,
  CODERS,
  joinChunks,
  locate,
  MemoryByteSource,
  MemoryFiles,
  makeFileName,
  parseRepresentation,
  Prober,
  Table,
  TableFailure,
  TableStore,
} from '../../src/table/index.ts';
import { Solver } from '../../src/solve/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import { partsOf, reseal } from '../support/forged.ts';
import { mutatedBytes, mutatedJson } from '../support/mutations.ts';
import { strength } from '../support/strength.ts';

const QUESTIONS = 24;
/** No file takes more seconds of CPU than this: far more than the slowest sound one. */
const LONG = 3;

interface Question {
  readonly slice: Slice;
  readonly index: number;
  readonly value: number;
}

interface Subject {
  readonly game: Game;
  readonly table: string;
  readonly representation: string;
  readonly codec: string;
}

const chessSubject = (representation: string, codec: string): Subject => ({
  game: chess,
  table: 'KRvK',
  representation,
  codec,
});

const SUBJECTS: readonly Subject[] = [
  ...[...Object.keys(CODERS), 'raw', 'deflate', 'brotli'].map((codec) => ({
    game: ticTacToe,
    table: 'all',
    representation: 'wdl-one-side',
    codec,
  })),
  chessSubject('dtm', 'brotli'),
  chessSubject('dtm-from-6', 'pairs'),
  chessSubject('dtm-by-4', 'run-length'),
  chessSubject('dtm-one-side-from-4', 'pairs'),
  chessSubject('wdl-one-side', 'tree'),
  { game: awari, table: '4', representation: 'score-one-side', codec: 'pairs' },
];

/** The sound tables with plain values, and the values, by game: several subjects are made of the same. */
const sources = new Map<Game, Promise<{ from: TableStore; values: SliceValues }>>();

async function sourceOf(game: Game, table: string): Promise<{ from: TableStore; values: SliceValues }> {
  const from = new TableStore(new MemoryFiles());
  const specialization = specialize(game);
  await generateTables(specialization, [table], from);
  return { from, values: new SliceValues(specialization, { memory: 1e9 }) };
}

describe.each(SUBJECTS)('$game.id $table, $representation by $codec', ({ game, table, representation, codec }) => {
  const specialization = specialize(game);
  const keeping = parseRepresentation(representation, game.domain.name);
  const { metric } = keeping;
  const file = makeFileName(game.id, table, metric);
  let store: TableStore;
  let good: Uint8Array;
  const questions: Question[] = [];

  beforeAll(async () => {
    if (!sources.has(game)) sources.set(game, sourceOf(game, table));
    const { from, values } = await sources.get(game)!;
    const files = new MemoryFiles();
    store = new TableStore(files);
    const tables = from.list().map((entry) => entry.table);
    await repack(specialization, tables, from, store, { encodings: [{ representation: keeping, codec }] });
    good = files.open(file).readAt(0, Number.MAX_SAFE_INTEGER);
    const random = new Random(1);
    const p = new Position(game.schema);
    const slices = specialization.slicesOf(table);
    for (let tries = 0; questions.length < QUESTIONS && tries < 10_000; tries++) {
      const slice = slices[random.below(slices.length)];
      const space = specialization.space(slice);
      const index = random.below(space.size);
      if (!space.unrank(index, p) || game.legal?.(p) === false || game.ended(p) !== undefined) continue;
      const value = (await values.get(slice)).at(index);
      questions.push({ slice, index, value: metric === 'wdl' ? Math.sign(value) : value });
    }
  });

  /** What becomes of a file: the answers that came back, and the failures. Any other error is thrown on. */
  function ask(bytes: Uint8Array): { answers: (number | undefined)[]; failures: Set<string> } {
    const failures = new Set<string>();
    const attempt = <T>(run: () => T): T | undefined => {
      try {
        return run();
      } catch (error) {
        const failure = error instanceof TableFailure ? error.failure : error;
        if (!isEndgameError(failure) || !/^E_TABLE_(DAMAGED|FOREIGN|UNKNOWN)$/.test(failure.code)) throw error;
        failures.add(failure.code);
        return undefined;
      }
    };
    const opened = attempt(() => Table.open(new MemoryByteSource(bytes, file), new BlockCache()));
    if (opened === undefined) return { answers: [], failures };
    locate(specialization, opened);
    const prober = new Prober(specialization, metric, (slice) => {
      const name = specialization.tableOf(slice);
      return name === table ? opened : store.table(game.id, game.version, name, metric);
    });
    const p = new Position(game.schema);
    const answers = questions.map(({ slice, index }) => {
      specialization.space(slice).unrank(index, p);
      const value = attempt(() => prober.value(p));
      return value !== undefined && metric === 'wdl' ? Math.sign(value) : value;
    });
    attempt(() => checkTable(specialization, opened));
    attempt(() => opened.check());
    attempt(() => opened.touched(0, 0));
    return { answers, failures };
  }

  function limited<T>(what: () => string, run: () => T): T {
    const before = process.cpuUsage();
    try {
      const result = run();
      const { user, system } = process.cpuUsage(before);
      const took = (user + system) / 1e6;
      if (took > LONG) throw new Error(`it took ${took} s`);
      return result;
    } catch (error) {
      throw new Error(what(), { cause: error });
    }
  }

  test('the sound file answers', () => {
    expect(questions.length).toBe(QUESTIONS);
    const { answers, failures } = ask(good);
    expect(answers).toEqual(questions.map(({ value }) => value));
    expect([...failures]).toEqual([]);
  });

  test('any bytes: right values, or a typed error, and a check finds it', () => {
    const random = new Random(2);
    const wrong: string[] = [];
    for (let round = 0; round < strength(20, 4000); round++) {
      const bytes = mutatedBytes(random, good);
      const { answers, failures } = limited(
        () => `round ${round}`,
        () => ask(bytes),
      );
      answers.forEach((value, i) => {
        if (value !== undefined && value !== questions[i].value) wrong.push(`round ${round}, question ${i}: ${value}`);
      });
      if (failures.size === 0 && Buffer.compare(bytes, good) !== 0) wrong.push(`round ${round}: unseen`);
    }
    expect(wrong).toEqual([]);
  });

  test('right checksums over any metadata and blocks: no other error', () => {
    const random = new Random(3);
    const { metadataEnd, blocksStart, blocksEnd } = partsOf(good);
    let refused = 0;
    for (let round = 0; round < strength(30, 6000); round++) {
      const bytes = good.slice();
      const [from, to] = round % 2 === 0 ? [20, metadataEnd] : [blocksStart, blocksEnd];
      bytes.set(mutatedBytes(random, bytes.subarray(from, to)).subarray(0, to - from), from);
      const { failures, answers } = limited(
        () => `round ${round}`,
        () => ask(reseal(bytes)),
      );
      if (failures.size > 0) refused++;
      for (const value of answers) if (value !== undefined) expect(Math.abs(value)).toBeLessThan(32_767);
    }
    expect(refused).toBeGreaterThan(0);
  });

  test('right checksums over a header of any fields: no other error', () => {
    const random = new Random(4);
    const { header } = Table.open(new MemoryByteSource(good), new BlockCache());
    const { blocksStart, blocksEnd } = partsOf(good);
    const blocks = header.paged ? pages(good.subarray(blocksStart, blocksEnd), header.blockBytes) : [];
    for (let round = 0; round < strength(30, 6000); round++) {
      const bytes = forge(mutatedJson(random, JSON.stringify(header)), blocks);
      if (bytes !== undefined)
        limited(
          () => `round ${round}`,
          () => ask(bytes),
        );
    }
    expect(header.table).toBe(table);
  });
});

test('a hybrid solver answers rightly beside any damaged file, and says so', async () => {
  const file = makeFileName('tic-tac-toe', 'all');
  const files = new MemoryFiles();
  await generateTables(specialize(ticTacToe), ['all'], new TableStore(files));
  const good = files.open(file).readAt(0, Number.MAX_SAFE_INTEGER);
  const random = new Random(5);
  let warned = 0;
  for (let round = 0; round < strength(12, 400); round++) {
    const store = new TableStore(new MemoryFiles([[file, mutatedBytes(random, good)]]));
    const { outcome, provenance } = await new Solver({ game: ticTacToe, store }).query(ticTacToe.initial);
    expect(outcome).toBe('draw');
    warned += provenance.warnings.length + store.problems().length;
  }
  expect(warned).toBeGreaterThan(0);
});

function pages(payload: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(payload.length / size) }, (_, i) => payload.slice(i * size, (i + 1) * size));
}

/** Returns the file of a header in JSON; undefined if the forger cannot write it. */
function forge(json: string, blocks: readonly Uint8Array[]): Uint8Array | undefined {
  try {
    const header = JSON.parse(json) as TableHeader;
    return joinChunks(assemble({ ...header, slices: laidOut(header.slices) }, blocks));
  } catch {
    return undefined;
  }
}
