import type { BoundsEngine, Engine } from '../engine/index.ts';
import type { EngineSet } from '../engines/index.ts';
import { EndgameError } from '../game/errors.ts';
import { countsClock, type Metric } from '../game/values.ts';
import type { Slice, Specialization } from '../specialize/index.ts';
import type { SlicesOptions } from './options.ts';

/** The engines that may solve slices of a game under a metric, the first of which that supports a slice does. */
export class SliceEngines {
  readonly #set: EngineSet;
  readonly #specialization: Specialization;
  readonly #metric: Metric;

  /** @throws EndgameError E_USAGE if the generic engine is to find a metric that counts the clock */
  constructor(
    specialization: Specialization,
    metric: Metric,
    { engine, engines }: Pick<SlicesOptions, 'engine'> & { readonly engines: EngineSet },
  ) {
    if (engine === 'generic' && countsClock(metric)) {
      const hint = 'leave out one of the two: the generic engine finds dtm and wdl';
      throw new EndgameError('E_USAGE', `the generic engine cannot find ${metric}`, hint);
    }
    this.#set = engines;
    this.#specialization = specialization;
    this.#metric = metric;
  }

  get all(): readonly Engine[] {
    return this.#set.engines;
  }

  get bounds(): BoundsEngine | undefined {
    return this.#set.bounds;
  }

  /** Bytes that the engines have cached of parts. */
  get partBytes(): number {
    return partBytesOf(this.all);
  }

  find(slice: Slice): Engine | undefined {
    return this.all.find((engine) => engine.supports(slice, this.#metric));
  }

  /**
   * Returns the first engine that supports the slice.
   * @throws EndgameError E_USAGE if there is none
   */
  for(slice: Slice): Engine {
    const engine = this.find(slice);
    if (engine !== undefined) return engine;
    const { game } = this.#specialization;
    const what = `${game.id} ${slice.name}`;
    if (this.#metric === 'dtm')
      throw new EndgameError('E_USAGE', `no kernel can solve ${what}`, 'leave out the engine: the generic one can');
    if (this.#metric === 'wdl' && game.domain.name === 'score')
      throw new EndgameError(
        'E_USAGE',
        `outcomes alone do not tell the outcomes of ${what}, since points on the way count`,
        'leave out the metric: scores tell who wins',
      );
    const hint = game.domain.name === 'score' ? 'only dtm is possible' : 'without one, only dtm and wdl are possible';
    throw new EndgameError('E_USAGE', `no kernel can find ${this.#metric} of ${what}`, hint);
  }
}

/** Returns the bytes that engines have cached of parts. */
export function partBytesOf(engines: readonly Engine[]): number {
  return engines.reduce((sum, { parts }) => sum + (parts?.cachedBytes ?? 0), 0);
}
