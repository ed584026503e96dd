import { beyond } from '../men/beyond.ts';
import { intervalOf } from '../rule/bootstrap.ts';
import { THRESHOLDS, type Word } from '../rule/words.ts';
import { digits } from '../../text/format.ts';
import type { JudgedPanel, Verdict } from '../experiments/map/read.ts';
import type { Findings } from './findings.ts';
import { escape, figure } from './html.ts';
import { type MapColumn, mapChart } from './map-chart.ts';

/** Returns the summary of the study as HTML: the finding in two sentences, and the map. */
export function summary(findings: Findings): string {
  if (findings.panels.length === 0)
    return '<p>Neither the frontier nor chess by outcomes was measured this time, so there is no verdict.</p>';
  const { verdict } = findings;
  return `<div class="verdict ${verdict.decision.word.replaceAll(' ', '-')}"><p><strong class="word">${escape(verdict.decision.word)}</strong> over all games. ${escape(headlineOf(verdict))}</p></div>
<p>To play the end of a board game without mistakes, a program can look the answer up in a table of all positions, or compute it on demand. Or it stores the tables that are asked for
often and dear to compute, and computes the rest. The claim was that this is the best use of bytes and time. The map shows where it is.</p>
${figure(mapChart(columnsOf(findings)), CAPTION)}`;
}

const CAPTION =
  'A column is a game, a row a price: seconds that a byte costs for each question, or questions a month for which a byte on a disk costs as much. The colour is the cheapest way to answer; the stronger, the more it is cheaper than the other ways. Between the dashed lines the rule judges; numbers are the greatest advantage of mixtures there. *: seconds are recorded. Hatched: nothing was measured, sizes are published. Point at a cell, or focus a column and use the arrow keys.';

/** Returns the columns of the map: games by scale, then chess of six and seven men, which is in no verdict. */
export function columnsOf({ verdict, panels }: Findings): MapColumn[] {
  const five = panels.filter(({ game }) => game.startsWith('chess-5'));
  return [
    ...verdict.games.map((judged) => ({ panel: judged.panel, judged })),
    ...([6, 7] as const).flatMap((men) => five.slice(0, 1).map((panel) => ({ panel: beyond(panel, men) }))),
  ];
}

/** Returns the finding in two sentences. */
export function headlineOf({ games, decision, crossing }: Verdict): string {
  const judged = games.filter(({ finding }) => !finding.control);
  const count = (word: Word): number => judged.filter((game) => game.word === word).length;
  const best = judged.reduce<JudgedPanel | undefined>(
    (a, b) => (a === undefined || of(b).value > of(a).value ? b : a),
    undefined,
  );
  const reason = `${decision.families.size} families have a game whose tables are ${THRESHOLDS.scale} times as long as its generator, and it takes ${THRESHOLDS.families}`;
  const counts = `Mixtures pay in ${count('supported')} of ${judged.length} games, do not in ${count('no advantage')}, and ${count('not decided')} are not decided; ${reason}.`;
  if (best?.finding.advantage === undefined) return counts;
  const { value, least, most } = of(best);
  const scale =
    crossing !== undefined && Number.isFinite(crossing.value) && crossing.value > 0
      ? ` The advantage passes a tie at scale ${digits(crossing.value)} (${limit(crossing.least)} to ${limit(crossing.most)}).`
      : '';
  return `${counts} They are at most ${digits(value)} times as cheap as everything else (${digits(least)} to ${digits(most)}), in ${best.panel.title} at scale ${digits(best.finding.scale)}.${scale}`;
}

function limit(scale: number): string {
  return scale === 0 ? 'below all games here' : Number.isFinite(scale) ? digits(scale) : 'beyond all games here';
}

function of({ finding }: JudgedPanel): ReturnType<typeof intervalOf> {
  return finding.advantage === undefined
    ? { value: 0, least: 0, most: 0 }
    : intervalOf(finding.advantage, THRESHOLDS.level);
}
