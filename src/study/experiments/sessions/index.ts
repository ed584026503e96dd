import type { Experiment } from '../../experiment.ts';
import { sessionsChapter } from './chapter.ts';
import { sessionsMeasurement, type SessionsData } from './measure.ts';

export const sessions: Experiment<SessionsData> = {
  id: 'sessions',
  title: 'Sessions, throughput and memory',
  question: 'What do questions cost that come one after the other, and does it matter what is forgotten first?',
  weight: 1,
  ...sessionsMeasurement,
  chapter: sessionsChapter,
};
