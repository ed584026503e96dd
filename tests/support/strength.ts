/** How much tests try where they could try ever more: what finds faults in seconds in `npm test`, all in `npm run test:slow`. */

import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    strength: 'fast' | 'full';
  }
}

export function strength<T>(fast: T, full: T): T {
  return inject('strength') === 'full' ? full : fast;
}
