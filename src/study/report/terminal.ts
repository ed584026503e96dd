import { TextTable } from '../../text/text-table.ts';
import { readPrices } from '../experiments/prices/read.ts';
import type { Study } from '../study.ts';
import { Findings } from './findings.ts';
import { digits, formatBytes } from '../../text/format.ts';

/** Returns the end of a study for the terminal: a line for each game, and the verdict. */
export function formatStudy(study: Study): string {
  const { judgement, frontiers } = new Findings(study);
  const cached = study.results.filter((result) => result.cached).length;
  const lines = [`${study.results.length} results, ${cached} of them from the cache`];
  if (frontiers.length === 0) return lines.join('\n');
  const out = new TextTable({
    head: ['game', 'plain table', 'generator', 'decades won by hybrids', 'compressor / plan', 'out'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
  });
  for (const [i, frontier] of frontiers.entries()) {
    const { raw, generator, compressorRatio, title } = judgement.games[i];
    out.push([
      title,
      formatBytes(raw),
      formatBytes(generator),
      digits(readPrices(frontier).hybridDecades.session),
      compressorRatio === undefined ? '-' : digits(compressorRatio),
      String(frontier.excluded.length),
    ]);
  }
  return [
    ...lines,
    out.toString(),
    `Verdict: ${judgement.verdict}`,
    ...judgement.reasons.map((reason) => `  ${reason}`),
  ].join('\n');
}
