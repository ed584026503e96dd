import type { Reading } from '../../experiment.ts';
import { pricesChapter } from './chapter.ts';

/** Experiment 2: the cheapest contender at each price of a byte. */
export const prices: Reading = {
  id: 'prices',
  title: 'The price window',
  question: 'Which program is the cheapest, by the price of a byte in seconds per question?',
  from: 'frontier',
  chapter: pricesChapter,
};
