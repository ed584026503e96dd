import type { Experiment } from '../../experiment.ts';
import { templateChapter } from './chapter.ts';
import { templateMeasurement, type TemplateData } from './measure.ts';

/** Experiment 11: one template for many games. */
export const template: Experiment<TemplateData> = {
  id: 'template',
  title: 'The template',
  question: 'What does one more game cost once the template is there?',
  weight: 6,
  ...templateMeasurement,
  chapter: templateChapter,
};
