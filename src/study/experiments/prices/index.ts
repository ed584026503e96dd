import type { Reading } from '../../experiment.ts';
import { pricesChapter } from './chapter.ts';

export const prices: Reading = {
  id: 'prices',
  title: 'The price window',
  question: 'If a byte costs so many seconds for each question, who is the cheapest?',
  from: 'frontier',
  chapter: pricesChapter,
};
