import { TextTable } from '../../text/text-table.ts';
import { digits } from '../../text/format.ts';
import { intervalOf } from '../rule/bootstrap.ts';
import { THRESHOLDS } from '../rule/words.ts';
import type { Study } from '../study.ts';
import { Findings } from './findings.ts';
import { headlineOf } from './summary.ts';

/** Returns the end of a study for the terminal: a line for each game, and the verdict. */
export function formatStudy(study: Study): string {
  const findings = new Findings(study);
  const cached = study.results.filter((result) => result.cached).length;
  const lines = [`${study.results.length} results, ${cached} of them from the cache`];
  if (findings.panels.length === 0) return lines.join('\n');
  const out = new TextTable({
    head: ['game', 'kind', 'scale', 'advantage', '90 %', 'price', 'says'],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right', 'left'],
  });
  const { verdict } = findings;
  for (const { panel, finding, word } of verdict.games) {
    const { title, kind, recorded } = panel;
    const { scale, control, advantage } = finding;
    const interval = advantage === undefined ? undefined : intervalOf(advantage, THRESHOLDS.level);
    out.push([
      recorded ? `${title} (recorded)` : title,
      kind,
      digits(scale),
      interval === undefined ? '-' : digits(interval.value),
      interval === undefined ? '-' : `${digits(interval.least)} to ${digits(interval.most)}`,
      advantage === undefined ? '-' : advantage.peak.price.toExponential(0),
      control ? 'control' : word,
    ]);
  }
  return [...lines, out.toString(), `Verdict: ${verdict.decision.word}`, `  ${headlineOf(verdict)}`].join('\n');
}
