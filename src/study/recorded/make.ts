import { Position } from '../../game/position.ts';
import { codeDigest } from '../cache.ts';
import { headBytes, type Encoder } from '../encoding.ts';
import { ExperimentContext } from '../experiment-context.ts';
import { measuredFrontier } from '../experiments/frontier/measure.ts';
import { panelOf } from '../experiments/map/read.ts';
import type { Mixture } from '../lineup.ts';
import { machine } from '../machine.ts';
import { waysFor } from '../plan.ts';
import type { QuestionSession } from '../questions.ts';
import { BAND } from '../rule/advantage.ts';
import { findingOf } from '../rule/words.ts';
import { cpu } from '../stopwatch.ts';
import type { Truth } from '../truth.ts';
import { RECORDED_SIZES, recordedSubject } from './games.ts';
import {
  checksumOf,
  commandOf,
  type ScaleRecord,
  type RecordedMixture,
  type RecordedSession,
  type SliceCosts,
} from './record.ts';

/** Seed of the questions. */
const SEED = 1;
/** Most cells of the slices that every study solves and codes again. */
const MOST_SAMPLED = 100_000;

/**
 * Measures a game for its record. It takes minutes.
 * @param id name of the record
 * @returns the record, and the tables of its mixture
 * @throws EndgameError E_ABORTED, E_USAGE for an unknown name
 */
export async function makeRecord(
  id: string,
  onProgress: (what: string) => void,
  signal?: AbortSignal,
): Promise<{ record: ScaleRecord; tables: Uint8Array | undefined }> {
  const start = cpu();
  const subject = recordedSubject(id);
  const context = new ExperimentContext({
    size: 'full',
    seed: SEED,
    effort: RECORDED_SIZES,
    subjects: [subject],
    onProgress,
    signal,
  });
  const { data, truth, encoder, scoring, mixtures } = await measuredFrontier(context, subject.id);
  const panel = panelOf(data);
  const best = panel === undefined ? undefined : findingOf(panel, BAND, SEED).advantage?.peak.mixture.name;
  const mixture = mixtures.find(({ name }) => name === best);
  const record: ScaleRecord = {
    id,
    data,
    sessions: scoring.sessions.map((session) => recordedSession(truth, session)),
    slices: slicesOf(truth, encoder),
    sample: sampleOf(truth),
    ...(mixture === undefined ? {} : { mixture: recordedMixture(mixture) }),
    seconds: cpu(start),
    code: codeDigest(),
    machine: machine(),
    date: new Date().toISOString(),
    command: commandOf(id),
  };
  return { record, tables: mixture?.parts.bytes };
}

function recordedMixture({ name, kept = [], parts: { coders, engine, searched, bytes } }: Mixture): RecordedMixture {
  const own = engine === undefined ? {} : { engine };
  return { name, coders, kept, searched: [...searched], checksum: checksumOf(bytes), ...own };
}

function recordedSession({ specialization, subject: { game } }: Truth, session: QuestionSession): RecordedSession {
  const p = new Position(game.schema);
  return {
    positions: session.map(({ slice, index }) => {
      specialization.space(slice).unrank(index, p);
      return game.format(p);
    }),
    values: session.map(({ value }) => value),
  };
}

function slicesOf({ slices }: Truth, encoder: Encoder): SliceCosts[] {
  return slices.map(({ slice: { name }, values, positions, seconds }, number) => ({
    name,
    cells: values.length,
    positions,
    seconds,
    bytes: Object.fromEntries(
      waysFor(values.length, RECORDED_SIZES.learntCells).map((way) => {
        const encoded = encoder.encode(number, way, false);
        return [way, headBytes(encoded) + encoded.payload.length];
      }),
    ),
  }));
}

/** Returns the slice that takes the most cells, with those below it, within the limit. */
function sampleOf({ specialization, slices, byName }: Truth): string {
  const sizes = slices.map(({ slice }) => ({
    name: slice.name,
    cells: specialization.closure([slice]).reduce((sum, { name }) => sum + byName.get(name)!.values.length, 0),
  }));
  const small = sizes.filter(({ cells }) => cells <= MOST_SAMPLED);
  const among = small.length > 0 ? small : [sizes[0]];
  return among.reduce((best, each) => (each.cells > best.cells ? each : best)).name;
}
