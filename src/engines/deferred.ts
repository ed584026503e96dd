import type { BoundsEngine, Engine, Kept } from '../engine/index.ts';
import type { Game } from '../game/contract.ts';
import { hasKernel } from '../kernel/has-kernel.ts';
import type { Specialization } from '../specialize/index.ts';
import type { EngineId } from './engine-id.ts';
import type { EngineSet } from './engine-set.ts';
import type * as All from './index.ts';
import { plainEngines } from './plain.ts';

/** The module of all engines, once a game needed it. */
let all: typeof All | undefined;

/** Loads what the engines of a game need, before anybody asks: a program that knows what will be asked need not wait then. */
export async function preloadEngines(game: Game): Promise<void> {
  if (hasKernel(game)) all ??= await import('./index.ts');
}

/**
 * The engines of a game. A kernel is loaded when it is first needed, so that a page of another game does without it;
 * until then there are no engines.
 */
export class DeferredEngines {
  readonly #specialization: Specialization;
  readonly #only: EngineId | undefined;
  readonly #kept: Kept | undefined;
  /** Whether no kernel is needed. */
  readonly #isPlain: boolean;
  #engines: readonly Engine[] | undefined;

  /**
   * @param only as in `enginesOf`
   * @param kept as in `enginesOf`
   */
  constructor(specialization: Specialization, only?: EngineId, kept?: Kept) {
    this.#specialization = specialization;
    this.#only = only;
    this.#kept = kept;
    this.#isPlain = only === 'generic' || !hasKernel(specialization.game);
    if (this.#isPlain) this.#engines = plainEngines(specialization, only).engines;
    else if (all !== undefined) this.#engines = all.enginesOf(specialization, only, kept).engines;
  }

  /** Whether nothing has to be loaded. */
  get isLoaded(): boolean {
    return this.#engines !== undefined;
  }

  /** Loads what is needed before anything can be solved. */
  async load(): Promise<void> {
    if (this.isLoaded) return;
    all = await import('./index.ts');
    this.#engines ??= all.enginesOf(this.#specialization, this.#only, this.#kept).engines;
  }

  /** The engines; none until they are loaded. */
  get engines(): readonly Engine[] {
    return this.#engines ?? [];
  }

  /** Returns the engines, as far as they are loaded, and bounds with a cache that nobody else holds. */
  own(): EngineSet {
    if (this.#isPlain) return { ...plainEngines(this.#specialization, this.#only), engines: this.engines };
    let bounds: BoundsEngine | undefined;
    const makeBounds = (): BoundsEngine | undefined => all?.enginesOf(this.#specialization, this.#only).bounds;
    const engines = (): readonly Engine[] => this.engines;
    return {
      get engines() {
        return engines();
      },
      get bounds() {
        return (bounds ??= makeBounds());
      },
    };
  }
}
