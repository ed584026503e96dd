import { describe, expect, it } from 'vitest';
import type { Family, Measured } from '../../src/study/contender.ts';
import type { FrontierData } from '../../src/study/experiments/frontier/measure.ts';
import type { TemplateData } from '../../src/study/experiments/template/measure.ts';
import { compressorRatio, judge } from '../../src/study/verdict.ts';

function contender(name: string, family: Family, bytes: number, seconds: number): Measured {
  const times = { mean: seconds, p50: seconds, p99: seconds, max: seconds, samples: 1 };
  const code = { brotli: bytes, gzip: bytes, minified: bytes, wasm: 0 };
  return { name, family, stored: bytes, code, bytes, cold: times, session: times, warm: times, work: 0, compared: 1 };
}

function frontier(contenders: readonly Measured[], excluded: FrontierData['excluded'] = []): FrontierData {
  return {
    game: 'g',
    title: 'G',
    kind: '',
    tables: [],
    positions: 1,
    cells: 1,
    slices: 1,
    verified: 1,
    sessions: 1,
    questions: 1,
    entered: '',
    contenders,
    excluded,
  };
}

const template = (slope: number): TemplateData => ({
  games: [],
  orders: 1,
  together: [],
  alone: [],
  dictionary: [],
  marginal: {},
  slope,
  intercept: 0,
});

const GENERATOR = contender('generator', 'generator', 19_000, 1);
const HYBRID = contender('hybrid', 'hybrid', 30_000, 1e-4);
const BROTLI = contender('brotli, blocks', 'general', 900_000, 1e-4);
const ARRAY = contender('array, a byte a cell', 'table', 5_000_000, 1e-6);
const GOOD = frontier([GENERATOR, HYBRID, BROTLI, ARRAY]);

describe('the verdict', () => {
  it('is supported where all of the rule holds', () => {
    const { verdict, games } = judge([GOOD, GOOD], template(500));
    expect(verdict).toBe('supported');
    expect(games[0]).toMatchObject({ atScale: true, hybridOnHull: true, allExact: true, compressorRatio: 30 });
    expect(games[0].hybridDecades).toBeGreaterThan(2);
  });

  it('is qualified if one more game costs too much, if there is no template, or if a generator is wrong', () => {
    expect(judge([GOOD], template(1_001)).verdict).toBe('qualified');
    expect(judge([GOOD], undefined).verdict).toBe('qualified');
    const wrong = frontier(GOOD.contenders, [{ name: 'generator 2', family: 'generator', why: 'says win in 3' }]);
    expect(judge([wrong], template(500)).verdict).toBe('qualified');
  });

  it('is qualified if the generator is too long in more than a quarter of the games', () => {
    const long = frontier([contender('generator', 'generator', 20_001, 1), HYBRID, BROTLI, ARRAY]);
    expect(judge([GOOD, GOOD, GOOD, long], template(500)).verdict).toBe('supported');
    expect(judge([GOOD, GOOD, long], template(500)).verdict).toBe('qualified');
  });

  it('is refuted if hybrids are not on the hull in most games', () => {
    const without = frontier([GENERATOR, BROTLI, ARRAY]);
    expect(judge([without, without, GOOD], template(500)).verdict).toBe('refuted');
    expect(judge([without, GOOD], template(500)).verdict).toBe('qualified');
  });

  it('is refuted if a general compressor comes close in most games', () => {
    const close = frontier([GENERATOR, HYBRID, contender('brotli, blocks', 'general', 59_000, 1e-4), ARRAY]);
    expect(judge([close, close, GOOD], template(500)).verdict).toBe('refuted');
  });

  it('leaves small games out', () => {
    const small = frontier([GENERATOR, contender('array, a byte a cell', 'table', 100_000, 1e-6)]);
    const { verdict, atScale } = judge([small, small, small, GOOD], template(500));
    expect(verdict).toBe('supported');
    expect(atScale).toBe(1);
    expect(judge([small], template(500)).verdict).toBe('qualified');
  });
});

describe('a compressor over the best plan', () => {
  it('is compared with plans that are as fast alone', () => {
    const slow = contender('pairs', 'domain', 100, 1);
    expect(compressorRatio([BROTLI, HYBRID, slow])).toBe(30);
    expect(compressorRatio([BROTLI, slow])).toBeUndefined();
    expect(compressorRatio([HYBRID])).toBeUndefined();
  });

  it('is the least of all compressors', () => {
    expect(compressorRatio([BROTLI, contender('xz', 'general', 60_000, 1), HYBRID])).toBe(2);
  });
});
