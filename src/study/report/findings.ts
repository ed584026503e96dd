/** What a study found, by experiment. */

import type { FrontierData } from '../experiments/frontier.ts';
import type { TemplateData } from '../experiments/template.ts';
import type { Study, StudyResult } from '../run.ts';
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

export interface Chapter {
  /** Id of the experiment whose results it tells. */
  readonly from: string;
  readonly id: string;
  readonly title: string;
  readonly question: string;
  /** HTML: charts, what they say, tables. */
  readonly content: (findings: Findings) => string;
  /** What this does not show. */
  readonly limits: readonly string[];
}
