import { enginesOf } from '../engines/index.ts';
import type { Specialization } from '../specialize/index.ts';
import { EngineValues } from './engine-values.ts';
import type { SlicesOptions } from './options.ts';

/** Values of whole slices on demand, solved by the engines of the toolkit. */
export class SliceValues extends EngineValues {
  /** @throws EndgameError E_USAGE if an option is out of range, or the generic engine is to find a metric that counts the clock */
  constructor(specialization: Specialization, options: SlicesOptions) {
    const { engine, keep, engines = enginesOf(specialization, engine, keep) } = options;
    super(specialization, { ...options, engines });
  }
}
