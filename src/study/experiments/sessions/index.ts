import type { Experiment } from '../../experiment.ts';
import { sessionsChapter } from './chapter.ts';
import { sessionsMeasurement, type SessionsData } from './measure.ts';

/** Experiment 6: the solver over several games, by memory and cache policy. */
export const sessions: Experiment<SessionsData> = {
  id: 'sessions',
  title: 'Sessions, throughput and memory',
  question: 'What do consecutive questions cost, and does the cache policy matter?',
  weight: 1,
  ...sessionsMeasurement,
  chapter: sessionsChapter,
};
