import { formatBytes, formatCount } from '../../../../text/format.ts';
import { dotRows, looks } from '../../../report/chart.ts';
import { details, figure, paragraph, table } from '../../../report/html.ts';
import type { CodecsData } from './measure.ts';

const MEAN = 'mean';

/** The section on the choice of codecs. */
export function codecsSection({ tables, regrets }: CodecsData): string {
  const families = new Set(tables.map(({ family }) => family)).size;
  const chart = dotRows({
    label: 'regret by way to choose a codec',
    rows: regrets.map(({ name }) => name),
    dots: regrets.map(({ name, regret, least, most }) => ({
      row: name,
      series: MEAN,
      value: regret,
      tip: `${name}: ${ratio(regret)} (${ratio(least)}–${ratio(most)})`,
    })),
    looks: looks([MEAN]),
    axis: 'bytes over the smallest file →',
    format: (value) => `${value}`,
    rule: 1,
  });
  const [all, learnt] = regrets;
  return `<h3>The codec of a large table, from small ones</h3>
${figure(chart, 'Geometric means over families.')}
${paragraph(
  `What a game's own small slices choose takes ${ratio(learnt.regret)} times the bytes of the smallest file (90 % of draws of families: ${ratio(learnt.least)} to ${ratio(learnt.most)}), in ${learnt.seconds.toFixed(1)} CPU seconds; trying all takes ${all.seconds.toFixed(1)}. There are ${tables.length} tables of ${families} families. It is the function that "endgame pack" uses. What is chosen from other families has not seen the table's own.`,
)}
${details(
  'The ways to choose',
  table(regrets, [
    { head: 'choice', cell: ({ name }) => name, text: true },
    { head: 'regret', cell: ({ regret }) => ratio(regret) },
    { head: '90 %', cell: ({ least, most }) => `${ratio(least)}–${ratio(most)}` },
    { head: 'worst family', cell: ({ worst }) => ratio(worst) },
    { head: 'bytes in total', cell: ({ bytes }) => formatBytes(bytes) },
    { head: 'CPU seconds', cell: ({ seconds }) => seconds.toFixed(1) },
  ]),
)}
${details(
  'The tables',
  table(tables, [
    { head: 'game', cell: ({ game }) => game, text: true },
    { head: 'table', cell: ({ table: name }) => name, text: true },
    { head: 'tells', cell: ({ metric }) => metric, text: true },
    { head: 'cells', cell: ({ cells }) => formatCount(cells) },
    { head: 'learnt', cell: ({ why }) => why, text: true },
    {
      head: 'smallest',
      cell: ({ bytes }) => {
        const [codec, least] = Object.entries(bytes).reduce((best, each) => (each[1] < best[1] ? each : best));
        return `${codec}, ${formatBytes(least)}`;
      },
      text: true,
    },
  ]),
)}`;
}

function ratio(value: number): string {
  return value.toFixed(3);
}
