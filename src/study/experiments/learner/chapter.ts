import type { Chapter } from '../../experiment.ts';
import { codecsSection } from './codecs/chapter.ts';
import type { LearnerData } from './measure.ts';
import { programsSection } from './programs/chapter.ts';

/** The chapter on the learner: a section for each part that was measured. */
export const learnerChapter: Chapter = {
  content: (findings) => findings.of<LearnerData>('learner').map(sectionOf).join('\n'),
  limits: [
    'N programs: games come in one order, by family, so which shape fits best depends on the order too; a large game bends the curve where it stands. Games that came after the template was written are the last ones.',
    'Codecs: the tables are those on which the product does not try everything, few for a family; an interval from so few families is wide. On small tables the race of small slices can take longer than trying everything. Only the codec is learnt: values, sides and rounding are as told.',
  ],
};

function sectionOf(data: LearnerData): string {
  return data.part === 'programs' ? programsSection(data) : codecsSection(data);
}
