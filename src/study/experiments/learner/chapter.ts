import type { Chapter } from '../../experiment.ts';
import { programsSection } from './programs/chapter.ts';
import type { LearnerData } from './measure.ts';

/** The chapter on the learner: a section for each part that was measured. */
export const learnerChapter: Chapter = {
  content: (findings) => {
    const all = findings.of<LearnerData>('learner');
    return all.map((data) => programsSection(data)).join('\n');
  },
  limits: [
    'N programs: games come in one order, by family, so which shape fits best depends on the order too; a large game bends the curve where it stands. Games that came after the template was written are the last ones.',
  ],
};
