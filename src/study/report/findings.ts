/** What a study found, by experiment. */

import type { FrontierData } from '../experiments/frontier/measure.ts';
import type { TemplateData } from '../experiments/template/measure.ts';
import type { Study, StudyResult } from '../study.ts';
import { judge, type Judgement } from '../verdict.ts';

export class Findings {
  readonly study: Study;
  readonly judgement: Judgement;

  constructor(study: Study) {
    this.study = study;
    const [template] = this.of<TemplateData>('template');
    this.judgement = judge(this.frontiers, template);
  }

  get frontiers(): FrontierData[] {
    return this.of<FrontierData>('frontier');
  }

  of<Data>(experiment: string): Data[] {
    return this.results(experiment).map(({ data }) => data as Data);
  }

  results(experiment: string): StudyResult[] {
    return this.study.results.filter((result) => result.experiment === experiment);
  }
}
