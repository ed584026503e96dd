import { loss, type Position, type Value, win } from '../../src/game/index.ts';
import { CodedValues, type Metric, PlainValues, toArray, type Values } from '../../src/game/values.ts';
import { UNUSED } from '../../src/game/value.ts';
import type { Engine, EngineRun, PartEngine, Prediction, SolvedSlice } from '../../src/engine/index.ts';
import { type EngineSet, enginesOf } from '../../src/engines/index.ts';
import { SliceValues } from '../../src/values/index.ts';
import type { Slice, Specialization } from '../../src/specialize/index.ts';

/** A fake kernel: the generic engine under the contract of kernels, with a record of its runs. */
export class FakeKernel implements Engine, PartEngine {
  readonly id = 'fake';
  readonly needsAllBelow = false;
  readonly cachedBytes = 0;
  forgotten = 0;
  readonly runs: { readonly slice: string; readonly run: EngineRun }[] = [];
  /** Names of the slices that it does not support. */
  readonly unsupported: ReadonlySet<string>;
  /** The bytes that `predict` returns for every slice. */
  bytes = 1000;
  /** Called when a run begins. */
  begun: (slice: Slice, run: EngineRun) => void | Promise<void> = () => undefined;
  readonly #specialization: Specialization;
  readonly #truth: SliceValues;

  constructor(specialization: Specialization, unsupported: readonly string[] = []) {
    this.#specialization = specialization;
    this.unsupported = new Set(unsupported);
    this.#truth = new SliceValues(specialization, { memory: 1e9, engine: 'generic' });
  }

  supports(slice: Slice): boolean {
    return !this.unsupported.has(slice.name);
  }

  predict(): Prediction {
    return { bytes: this.bytes, seconds: 0 };
  }

  get parts(): PartEngine {
    return this;
  }

  /** The kernel with the generic engine for unsupported slices. */
  get set(): EngineSet {
    return { engines: [this, ...enginesOf(this.#specialization, 'generic').engines], bounds: undefined };
  }

  async value(p: Position, run: EngineRun): ReturnType<PartEngine['value']> {
    const slice = this.#specialization.sliceOf(p.signature);
    const { values, effort } = await this.solve(slice, run);
    return { value: values.at(this.#specialization.space(slice).rank(p)) as Value, effort };
  }

  isCached(): boolean {
    return false;
  }

  /** No time per position. */
  readonly secondsPerPosition = 0;

  outstanding(): number {
    return 0;
  }

  cachedValue(): undefined {
    return undefined;
  }

  forget(): void {
    this.forgotten++;
  }

  async solve(slice: Slice, run: EngineRun): Promise<SolvedSlice> {
    this.runs.push({ slice: slice.name, run });
    run.onProgress?.('pretending', 0.5);
    await this.begun(slice, run);
    for (const lower of this.#specialization.below(slice)) {
      const values = await run.successors.values(lower);
      if (values.length !== this.#specialization.space(lower).size) throw new Error(`wrong values of ${lower.name}`);
    }
    const values = inMetric(toArray(await this.#truth.get(slice)), run.metric);
    return { values, effort: { positions: 11, edges: 0, backEdges: 0, bytes: this.bytes, words: 22 } };
  }
}

/** Returns the values under a metric: outcomes are right, and every distance to zeroing is one ply. */
function inMetric(dtm: Int16Array, metric: Metric): Values {
  if (metric === 'dtm') return new PlainValues(dtm);
  const plies = metric === 'dtz' ? 1 : 0;
  const meaning = Int16Array.of(loss(plies), 0, win(plies), UNUSED);
  const codes = Uint8Array.from(dtm, (v) => (v === UNUSED ? 3 : Math.sign(v) + 1));
  return new CodedValues(codes, meaning);
}
