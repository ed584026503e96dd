/** Experiment: games too large for every study. Their figures are recorded; a sample is measured anew. */

import type { Game } from '../../../game/contract.ts';
import { Position } from '../../../game/position.ts';
import { specialize, type Specialization } from '../../../specialize/index.ts';
import { askAgain, contradicted } from '../../again.ts';
import { lengthOf } from '../../bundle.ts';
import type { Contender } from '../../contender.ts';
import { Encoder, headBytes } from '../../encoding.ts';
import type { ExperimentContext } from '../../experiment-context.ts';
import { computingContenders, type Mixture, mixtureOf } from '../../lineup.ts';
import type { Measurement } from '../../measurement.ts';
import {
  commandOf,
  type ScaleRecord,
  isRecorded,
  readMixture,
  readRecord,
  type RecordedMixture,
  RECORDED_IDS,
  recordedSubject,
} from '../../recorded/index.ts';
import { waysFor } from '../../plan.ts';
import { cpu } from '../../stopwatch.ts';
import { type Size, subject } from '../../subjects.ts';
import type { FrontierData } from '../frontier/measure.ts';

/** A contender that answered again. */
export interface AnsweredAgain {
  readonly name: string;
  readonly sessions: number;
  readonly answers: number;
  /** CPU seconds now over those of the record. */
  readonly ratio: number;
}

/** The data of one game. */
export interface RecordedData {
  readonly id: string;
  readonly data: FrontierData;
  readonly recorded: Pick<ScaleRecord, 'seconds' | 'code' | 'date' | 'command'> & { readonly machine: string };
  /** Slices that were solved and coded again, with the same bytes. */
  readonly made: readonly string[];
  readonly asked: readonly AnsweredAgain[];
}

const PREFIX = 'recorded-';
/** Most cells of a table that is coded again by coders that learn. */
const MOST_LEARNT = 30_000;
/** Seconds of a session by the record, above which the quick study does not ask a contender again. */
const MOST_SECONDS_AGAIN = 1;
/** Programs may have grown or shrunk by this share since the record; more fails. */
const MOST_GROWTH = 0.1;

/** Returns the unit of a record. */
export function recordedUnit(id: string): string {
  return PREFIX + id;
}

/** Returns the record of a unit; undefined for the units of other experiments. */
export function recordOfUnit(unit: string): string | undefined {
  return unit.startsWith(PREFIX) ? unit.slice(PREFIX.length) : undefined;
}

/** Reads the records, and measures a sample of each anew. */
export const recordedMeasurement: Measurement<RecordedData> = {
  units: () => RECORDED_IDS.filter(isRecorded).map(recordedUnit),
  measure: async (context, unit) => {
    const record = readRecord(recordOfUnit(unit)!);
    const { id, data, code, date, command, seconds, machine } = record;
    const again = await measuredAgain(context, record, readMixture(record));
    const where = `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}`;
    return { id, data, recorded: { seconds, code, date, command, machine: where }, ...again };
  },
};

/**
 * Measures a sample of a record anew.
 * @param tables those of the record's mixture
 * @throws EndgameError E_VALUE_WRONG if the sample differs from the record
 */
export async function measuredAgain(
  context: ExperimentContext,
  record: ScaleRecord,
  tables: Uint8Array | undefined,
): Promise<Pick<RecordedData, 'made' | 'asked'>> {
  const specialization = specialize(recordedSubject(record.id).game);
  const contenders = contendersAgain(specialization, record, tables);
  for (const contender of contenders) await checkLength(record, contender);
  const made = await sampleMade(context, record);
  const asked: AnsweredAgain[] = [];
  for (const contender of contenders.filter(({ name }) => isAskedAgain(context.size, record, name))) {
    context.report(`${record.data.title}, recorded: ${contender.name} again`);
    asked.push(await askedAgain(specialization, record, contender));
  }
  return { made, asked };
}

/**
 * Tests that the programs of a record have about the lengths that they have now. It takes a second.
 * @param tables those of the record's mixture
 * @throws EndgameError E_VALUE_WRONG if one has another
 */
export async function checkLengths(record: ScaleRecord, tables: Uint8Array | undefined): Promise<void> {
  const specialization = specialize(recordedSubject(record.id).game);
  for (const contender of contendersAgain(specialization, record, tables)) await checkLength(record, contender);
}

/** Returns whether a study of this size has the time to ask a contender again. */
function isAskedAgain(size: Size, { data }: ScaleRecord, contender: string): boolean {
  const { rounds } = data.contenders.find(({ name }) => name === contender)!;
  return size !== 'quick' || Math.min(...rounds.flat()) < MOST_SECONDS_AGAIN;
}

/** Returns the contenders of a record that need no table but those of its mixture. */
function contendersAgain(
  specialization: Specialization,
  { data, mixture }: ScaleRecord,
  tables: Uint8Array | undefined,
): Contender[] {
  const all: Contender[] = computingContenders(specialization, ['generic'], data.positions);
  if (mixture !== undefined && tables !== undefined) all.push(mixtureAgain(specialization, tables, mixture));
  return all.filter(({ name }) => data.contenders.some((known) => known.name === name));
}

async function checkLength({ id, data }: ScaleRecord, { name, program, stored }: Contender): Promise<void> {
  const { brotli } = await lengthOf(program);
  const known = data.contenders.find((each) => each.name === name)!;
  const growth = Math.abs(brotli / known.code.brotli - 1);
  if (stored === known.stored && growth <= MOST_GROWTH) return;
  throw contradicted(
    `${id}: "${name}" has ${brotli} bytes of program and ${stored} of tables, and ${known.code.brotli} and ${known.stored} in the record`,
    commandOf(id),
  );
}

/**
 * Solves and codes the slices of the sample.
 * @throws EndgameError E_VALUE_WRONG if one takes other bytes than in the record
 */
async function sampleMade(context: ExperimentContext, { id, slices, sample }: ScaleRecord): Promise<string[]> {
  const truth = await context.truth(subject(recordedSubject(id).game, [sample]), Number.POSITIVE_INFINITY);
  const encoder = new Encoder(truth);
  return truth.slices.map(({ slice: { name }, values }, number) => {
    const known = slices.find((each) => each.name === name);
    for (const coder of waysFor(values.length, MOST_LEARNT)) {
      const bytes = known?.bytes[coder];
      const encoded = encoder.encode(number, coder, false);
      const now = headBytes(encoded) + encoded.payload.length;
      if (now !== bytes)
        throw contradicted(`${id}: ${name} by ${coder} has ${now} bytes, and ${bytes} in the record`, commandOf(id));
    }
    return name;
  });
}

function mixtureAgain(
  specialization: Specialization,
  bytes: Uint8Array,
  { name, kept, coders, engine, searched }: RecordedMixture,
): Mixture {
  const parts = { coders, engine, searched: new Set(searched), bytes };
  return mixtureOf(specialization, parts, { name, kept });
}

/**
 * Asks a contender a sample of the sessions.
 * @throws EndgameError E_VALUE_WRONG if an answer is wrong, or if it takes far longer or shorter than in the record
 */
async function askedAgain(
  specialization: Specialization,
  { id, data, sessions }: ScaleRecord,
  contender: Contender,
): Promise<AnsweredAgain> {
  const { game } = specialization;
  const { name } = contender;
  const known = data.contenders.find((each) => each.name === name)!;
  // what the rules say of the game is explored once, before the clock runs, as in the record
  await answersTo(contender, game, sessions[0].positions);
  const again = await askAgain(`${id}: "${name}"`, commandOf(id), known.rounds, async (i) => {
    const { positions, values } = sessions[i];
    const { seconds, values: found } = await answersTo(contender, game, positions);
    const wrong = found.findIndex((value, at) => value !== values[at]);
    if (wrong >= 0)
      throw contradicted(
        `${id}: "${name}" says ${found[wrong]} of ${positions[wrong]}, and the record ${values[wrong]}`,
        commandOf(id),
      );
    return seconds;
  });
  const answers = again.sessions.reduce((sum, i) => sum + sessions[i].values.length, 0);
  return { name, sessions: again.sessions.length, answers, ratio: again.ratio };
}

/** Opens a contender and asks it positions. */
async function answersTo(
  contender: Contender,
  game: Game,
  texts: readonly string[],
): Promise<{ readonly seconds: number; readonly values: number[] }> {
  const asked = texts.map((text) => {
    const p = new Position(game.schema);
    game.parse(p, text);
    return p;
  });
  const start = cpu();
  const answerer = await contender.open();
  const values: number[] = [];
  for (const p of asked) values.push(await answerer.value(p));
  return { seconds: cpu(start), values };
}
