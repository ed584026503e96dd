import { EndgameError } from '../game/errors.ts';
import { mapPicture } from '../study/report/pictures.ts';
import { Findings } from '../study/report/findings.ts';
import type { Study } from '../study/study.ts';
import { judge, type Verdict } from '../study/experiments/map/read.ts';
import type { NamedPanel } from '../study/named-panel.ts';

/** A map with what the rule says of all its games together. */
export interface ArenaMap {
  /** SVG, a column for each game. */
  readonly svg: string;
  readonly verdict: Verdict;
}

/**
 * Returns the map of an arena, beside the games of a study if there is one.
 * @param panel of the arena
 * @param study what `endgame study` wrote as study.json
 * @param seed of the draws of the intervals
 */
export function mapOf(panel: NamedPanel, study: Study | undefined, seed: number): ArenaMap {
  const others = study === undefined ? [] : new Findings(study).panels;
  const verdict = judge([...others, panel], seed);
  const columns = verdict.games.map((judged) => ({ panel: judged.panel, judged }));
  return { svg: mapPicture(columns), verdict };
}

/**
 * Reads the results of a study.
 * @throws EndgameError E_USAGE if the text is no study
 */
export function parseStudy(text: string, name: string): Study {
  const hint = 'name the study.json that "endgame study" writes';
  try {
    const study = JSON.parse(text) as Study;
    if (Array.isArray(study.results)) return study;
  } catch (cause) {
    throw new EndgameError('E_USAGE', `${name} is not JSON`, hint, { cause });
  }
  throw new EndgameError('E_USAGE', `${name} has no results of a study`, hint);
}
