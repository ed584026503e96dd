/** The records of games at scale: what they hold, and that a forged one is refused. */

import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ExperimentContext } from '../../src/study/experiment-context.ts';
import { panelOf, recordedPanels } from '../../src/study/experiments/map/read.ts';
import { checkLengths, measuredAgain } from '../../src/study/experiments/recorded/measure.ts';
import {
  type ScaleRecord,
  isRecorded,
  mixturePath,
  readMixture,
  readRecord,
  RECORDED_IDS,
  recordedSubject,
} from '../../src/study/recorded/index.ts';
import { LEAST_ROUNDS } from '../../src/study/rule/bootstrap.ts';
import { MOST_ASKED } from '../../src/study/questions.ts';
import { bruteForce } from '../support/brute.ts';

const context = new ExperimentContext({ size: 'quick', seed: 1 });
const records = RECORDED_IDS.filter(isRecorded).map(readRecord);

describe.each(records)('the record of $id', (record) => {
  const { id, data, sessions, slices, sample, mixture } = record;

  it('has every contender in five rounds of the same sessions', () => {
    expect(data.questions).toEqual(sessions.map(({ positions }) => positions.length));
    for (const { rounds, bytes, stored, code } of data.contenders) {
      expect(rounds.length).toBeGreaterThanOrEqual(LEAST_ROUNDS);
      for (const round of rounds) expect(round).toHaveLength(sessions.length);
      expect(bytes).toBe(stored + code.brotli);
    }
    for (const { positions, values } of sessions) {
      expect(values).toHaveLength(positions.length);
      expect(positions.length).toBeLessThanOrEqual(MOST_ASKED);
    }
  });

  it('tells all slices, the sample among them, and the tables of its mixture', () => {
    expect(slices).toHaveLength(data.slices);
    expect(slices.reduce((sum, { cells }) => sum + cells, 0)).toBe(data.cells);
    expect(slices.map(({ name }) => name)).toContain(sample);
    if (mixture === undefined) return;
    expect(statSync(mixturePath(id)).size).toBe(data.contenders.find(({ name }) => name === mixture.name)?.stored);
  });

  it('has programs as long as those of now, or the next study would refuse it', async () => {
    await expect(checkLengths(record, readMixture(record))).resolves.toBeUndefined();
  });

  it('is a panel, which a study that measures the game itself replaces', () => {
    const panel = panelOf(data)!;
    expect(recordedPanels([data], [])).toEqual([{ ...panel, recorded: true }]);
    expect(recordedPanels([data], [panel])).toEqual([]);
  });
});

const MEN = 13;

it('the recorded values of late positions are those of brute force', () => {
  const { sessions } = readRecord('connect-four-5x4');
  const { game } = recordedSubject('connect-four-5x4');
  let compared = 0;
  for (const { positions, values } of sessions) {
    positions.forEach((text, i) => {
      if (text.replaceAll(/[^xo]/g, '').length - 1 < MEN) return;
      expect(bruteForce(game, [text]).get(text)).toBe(values[i]);
      compared++;
    });
  }
  expect(compared).toBeGreaterThan(10);
});

describe('a sample of a record', () => {
  const record = readRecord('connect-four-5x4');
  const tables = readMixture(record);
  const again = (forged: Partial<ScaleRecord>): ReturnType<typeof measuredAgain> =>
    measuredAgain(context, { ...record, ...forged }, tables);

  it('is refused if the tables of its mixture are damaged', () => {
    const checksum = '0123456789abcdef';
    expect(() => readMixture({ ...record, mixture: { ...record.mixture!, checksum } })).toThrow(/\.tables is damaged/);
  });

  it('is refused if a table has other bytes', async () => {
    const slices = record.slices.map((each) => ({ ...each, bytes: { ...each.bytes, array: each.bytes.array + 1 } }));
    await expect(again({ slices })).rejects.toThrow(/by array has \d+ bytes, and \d+ in the record/);
  });

  it('is refused if an answer is another', async () => {
    const [first, ...rest] = record.sessions;
    const values = first.values.map((value) => value + 1);
    await expect(again({ sessions: [{ ...first, values }, ...rest] })).rejects.toThrow(
      /says -?\d+ of .* and the record/,
    );
  });
});
