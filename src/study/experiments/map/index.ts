import type { Reading } from '../../experiment.ts';
import { mapChapter } from './chapter.ts';

/** The verdict: where mixtures pay, by scale and price. */
export const map: Reading = {
  id: 'map',
  title: 'The verdict, game by game',
  question: 'By how much is the best mixture cheaper than everything else, and at what price?',
  from: 'frontier',
  chapter: mapChapter,
};
