import type { Chapter } from '../../experiment.ts';
import { codecsSection } from './codecs/chapter.ts';
import { costsSection } from './costs/chapter.ts';
import { transferSection } from './transfer/chapter.ts';
import type { LearnerData } from './measure.ts';
import { partsSection } from './parts/chapter.ts';
import { programsSection } from './programs/chapter.ts';

/** The chapter on the learner: a section for each part that was measured. */
export const learnerChapter: Chapter = {
  content: (findings) => findings.of<LearnerData>('learner').map(sectionOf).join('\n'),
  limits: [
    'N programs: games come in one order, by family, so which shape fits best depends on the order too; a large game bends the curve where it stands. Games that came after the template was written are the last ones.',
    'Parts: the games are tiny. Bytes leave out the heads of files, which are more than the cells of such games; exploring the rules is much of the seconds, and the naive template explores nothing, so its seconds say nothing of large games. It knows the positions that the initial one leads to, and tables also hold others.',
    'Control: the code sees the outcomes just before a cell and no position. The coder of trees has other counts; what they would save is not measured here.',
    'Learnt costs: seconds are the planner’s, by counts of the engine. What a search would take without a table is sampled and not predicted. Plans are greedy, both with learnt and with measured costs.',
    'Codecs: the tables are those on which the product does not try everything, few for a family; an interval from so few families is wide. On small tables the race of small slices can take longer than trying everything. Only the codec is learnt: values, sides and rounding are as told.',
  ],
};

function sectionOf(data: LearnerData): string {
  if (data.part === 'programs') return programsSection(data);
  if (data.part === 'codecs') return codecsSection(data);
  if (data.part === 'costs') return costsSection(data);
  return data.part === 'specialiser' ? partsSection(data) : transferSection(data);
}
