import type { FrontierData } from '../experiments/frontier/measure.ts';
import type { TemplateData } from '../experiments/template/measure.ts';
import type { Study, StudyResult } from '../study.ts';
import { judge, type Judgement } from '../verdict.ts';

/** The results of a study by experiment, with the verdict. */
export class Findings {
  readonly study: Study;
  readonly judgement: Judgement;

  constructor(study: Study) {
    this.study = study;
    const [template] = this.of<TemplateData>('template');
    this.judgement = judge(this.frontiers, template);
  }

  /** The data of the frontier, by subject. */
  get frontiers(): FrontierData[] {
    return this.of<FrontierData>('frontier');
  }

  /** Returns the data of an experiment, one for each unit. */
  of<Data>(experiment: string): Data[] {
    return this.results(experiment).map(({ data }) => data as Data);
  }

  /** Returns the results of an experiment, one for each unit. */
  results(experiment: string): StudyResult[] {
    return this.study.results.filter((result) => result.experiment === experiment);
  }
}
