import type { Reading } from '../../experiment.ts';
import { ktChapter } from './chapter.ts';

/** Experiment 12: length plus the logarithm of time. */
export const kt: Reading = {
  id: 'kt',
  title: 'Length plus logarithm of time',
  question: 'What wins by the cost that theory likes best, where doubling the time costs one bit?',
  from: 'frontier',
  chapter: ktChapter,
};
