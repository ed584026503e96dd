/** The strength of open-ended tests: `npm test` finds faults within seconds, `npm run test:slow` runs them in full. */

import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    strength: 'fast' | 'full';
  }
}

export function strength<T>(fast: T, full: T): T {
  return inject('strength') === 'full' ? full : fast;
}
