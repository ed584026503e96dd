import type { FrontierData } from '../experiments/frontier/measure.ts';
import { judge, menPanels, panelOf, recordedPanels, type Verdict } from '../experiments/map/read.ts';
import type { MenData } from '../experiments/men/measure.ts';
import type { RecordedData } from '../experiments/recorded/measure.ts';
import type { NamedPanel } from '../named-panel.ts';
import type { Study, StudyResult } from '../study.ts';

/** Verdicts of studies, which take seconds to work out. */
const VERDICTS = new WeakMap<Study, Verdict>();

/** The results of a study by experiment, with the verdict. */
export class Findings {
  readonly study: Study;

  constructor(study: Study) {
    this.study = study;
  }

  /** What the rule of advantage says; it is worked out when it is asked for. */
  get verdict(): Verdict {
    const verdict = VERDICTS.get(this.study) ?? judge(this.panels, this.study.seed);
    VERDICTS.set(this.study, verdict);
    return verdict;
  }

  /** The panels of all games: those measured now, and those that are recorded. */
  get panels(): NamedPanel[] {
    const measured = this.frontiers.flatMap((data) => panelOf(data) ?? []);
    return [
      ...measured,
      ...recordedPanels(
        this.of<RecordedData>('recorded').map(({ data }) => data),
        measured,
      ),
      ...this.of<MenData>('men').flatMap((data) => menPanels(data)),
    ];
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
