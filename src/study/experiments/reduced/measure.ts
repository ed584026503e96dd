/**
 * Experiment 8: reduced tables, where a probe searches for the rest. They hold one side to move only, or short
 * distances or steps of distances as one class, or every k-th slice of games whose slices form a chain.
 */

import type { Value } from '../../../game/value.ts';
import { Prober } from '../../../table/prober.ts';
import { encodeAs } from '../../../make/table-packer.ts';
import { BlockCache, joinChunks, MemoryByteSource, parseRepresentation, Table } from '../../../table/index.ts';
import { Closures } from '../../answer/closure.ts';
import { Searching } from '../../answer/searching.ts';
import { coderNamed } from '../../coders/index.ts';
import { type Encoder, ship } from '../../encoding.ts';
import type { Measurement } from '../../measurement.ts';
import { Boards, type StudyQuestion } from '../../questions.ts';
import { cpu, type Times, timesOf } from '../../stopwatch.ts';
import { closeSubjectsOf } from '../../subjects.ts';
import { knownTable, type Truth } from '../../truth.ts';

const OUTCOME_KEEPINGS = ['dtm', 'dtm-one-side', 'dtm-from-4', 'dtm-from-8', 'dtm-by-4'];
const SCORE_KEEPINGS = ['score', 'score-one-side'];
const STEPS = [2, 3, 4];
const QUESTIONS = 200;
/** Most cells of a subject; larger ones take too long to encode so often. */
export const MOST_CELLS = { quick: 300_000, full: 6_000_000 } as const;

/** The tables in one reduced form. */
export interface ReducedRow {
  /** What the tables hold, in a few words. */
  readonly kept: string;
  /** Bytes of the table files. */
  readonly bytes: number;
  /** Times of probes. */
  readonly times: Times;
}

/** The data of one subject. */
export interface ReducedData {
  readonly game: string;
  readonly title: string;
  /** Empty for subjects that are too large for this size of the study. */
  readonly rows: readonly ReducedRow[];
}

/** Encodes the tables of a subject in each reduced form, and times probes. */
export const reducedMeasurement: Measurement<ReducedData> = {
  units: (size) => closeSubjectsOf(size).map(({ id }) => id),
  measure: async (context, unit) => {
    const { truth, encoder, sessions } = await context.bench(unit);
    const { game } = truth.subject;
    if (truth.cells > MOST_CELLS[context.size]) return { game: game.id, title: game.title, rows: [] };
    const questions = sessions('casual').flat().slice(0, QUESTIONS);
    const rows: ReducedRow[] = [];
    for (const kept of game.domain.name === 'score' ? SCORE_KEEPINGS : OUTCOME_KEEPINGS) {
      context.report(`${game.title}: ${kept}`);
      rows.push(represented(truth, kept, questions));
    }
    if (isChain(truth)) {
      for (const step of STEPS) {
        context.report(`${game.title}: every ${step}. slice`);
        rows.push(everyNth(truth, encoder, step, questions));
      }
    }
    return { game: game.id, title: game.title, rows };
  },
};

/** Measures all slices in one representation, as table files by the coder of pairs. */
function represented(truth: Truth, kept: string, questions: readonly StudyQuestion[]): ReducedRow {
  const { specialization, subject, slices } = truth;
  const keeping = parseRepresentation(kept, subject.game.domain.name);
  const cache = new BlockCache();
  let bytes = 0;
  const tables = new Map<string, Table>();
  for (const [number, { slice }] of slices.entries()) {
    const encoded = encodeAs(knownTable(truth, number, true), { representation: keeping, codec: 'pairs' });
    bytes += encoded.bytes;
    tables.set(slice.name, Table.open(new MemoryByteSource(joinChunks(encoded), slice.name), cache));
  }
  const prober = new Prober(specialization, 'dtm', (slice) => tables.get(slice.name));
  return { kept, bytes, times: timed(truth, questions, (p) => prober.value(p)) };
}

/** Returns whether each slice leads to at most one other slice, for example if every move places a man. */
function isChain({ specialization, slices }: Truth): boolean {
  return slices.length > 4 && slices.every(({ slice }) => specialization.below(slice).length <= 1);
}

function everyNth(truth: Truth, encoder: Encoder, step: number, questions: readonly StudyQuestion[]): ReducedRow {
  const kept = truth.slices.flatMap((_, i) => (i % step === step - 1 ? [encoder.encode(i, 'pairs', false)] : []));
  const bytes = ship(kept, ['pairs']);
  const answer = (p: Parameters<Searching['value']>[0]): Value =>
    new Searching(
      truth.specialization,
      bytes,
      [coderNamed('pairs')],
      (known) => new Closures(truth.subject.game, 1_000_000, known),
    ).value(p);
  return { kept: `every ${step}. slice`, bytes: bytes.length, times: timed(truth, questions, answer) };
}

function timed(
  { specialization }: Truth,
  questions: readonly StudyQuestion[],
  answer: (p: Parameters<Searching['value']>[0]) => Value,
): Times {
  const positions = new Boards(specialization).set(questions);
  const found = positions.map(answer);
  questions.forEach(({ value }, i) => {
    if (found[i] !== value) throw new Error(`a table that says less says ${found[i]}, which is ${value}`);
  });
  const singles: number[] = [];
  const start = cpu();
  for (const p of positions) {
    const before = performance.now();
    answer(p);
    singles.push((performance.now() - before) / 1000);
  }
  return timesOf(cpu(start), singles);
}
