import { type KtData, readKt } from './read.ts';
import { dotRows, FAMILY_LOOKS, FAMILY_NAMES, legend } from '../../report/chart.ts';
import type { Chapter } from '../../experiment.ts';
import { digits, formatCount } from '../../../text/format.ts';
import { details, figure, paragraph, table } from '../../report/html.ts';

/** The chapter on length plus the logarithm of time, and the rate at which one may be had for the other. */
export const ktChapter: Chapter = {
  content: ({ frontiers }) => {
    const data: KtData[] = frontiers.map(readKt);
    const won = data.filter(({ rows }) => rows[0].family === 'generator').length;
    const dots = data.flatMap(({ title, rows }) =>
      [...FAMILY_LOOKS.keys()].flatMap((family) => {
        const best = rows.find((row) => row.family === family);
        if (best === undefined) return [];
        return [
          {
            row: title,
            series: family,
            value: best.kt,
            tip: `${title}: ${best.name}\n${formatCount(best.bits)} bits + ${digits(best.log2Time)}`,
          },
        ];
      }),
    );
    return `
<p>Add the length in bits to the logarithm of the time (here of a cold answer, in nanoseconds), in the manner of Levin’s Kt. It is Kt of nothing: Kt is of an output,
with the time to print it, and of one answer it is a few bits. As a prior, 2<sup>−length</sup> / time, one bit of program weighs as much as doubling the time; under
Schmidhuber’s speed prior it weighs as much as four times the time. Either way a millisecond against a microsecond is ten bits or five, so a table wins only if it is hardly
longer than what it replaces. What tells more is the exchange rate: how many bits a halving of the time would have to be worth for another program to win. These theories say one, or a half.</p>
${figure(
  dotRows({
    label: 'length in bits plus log2 of nanoseconds, the best of each family',
    rows: data.map(({ title }) => title),
    dots,
    looks: FAMILY_LOOKS,
    axis: 'bits + log₂ ns, the best of each family →',
    format: (v) => `${digits(v / 1000)} k`,
  }),
  legend(FAMILY_LOOKS, FAMILY_NAMES),
)}
${paragraph(`Computing without a table wins in ${won} of ${data.length} games.`)}
${table(data, [
  { head: 'game', cell: ({ title }) => title, text: true },
  { head: 'wins', cell: ({ rows }) => rows[0].name, text: true },
  {
    head: 'bits a halving at which that changes',
    cell: ({ exchange }) => (exchange === undefined ? 'never' : formatCount(Math.round(exchange.bits))),
  },
  { head: 'to', cell: ({ exchange }) => exchange?.name ?? '', text: true },
])}
${details(
  'The numbers',
  data
    .map(({ title, rows }) =>
      table(rows, [
        { head: title, cell: ({ name }) => name, text: true },
        { head: 'bits', cell: ({ bits }) => formatCount(bits) },
        { head: 'log₂ ns', cell: ({ log2Time }) => digits(log2Time) },
        { head: 'sum', cell: ({ kt: sum }) => formatCount(sum) },
      ]),
    )
    .join(''),
)}`;
  },
  limits: [
    'Time is that of one machine; since only its logarithm counts, a machine ten times as fast moves all by three bits.',
  ],
};
