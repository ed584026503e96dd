import { type KtData, readKt } from './read.ts';
import { dotRows, FAMILY_LOOKS, FAMILY_NAMES, legend } from '../../report/chart.ts';
import type { Chapter } from '../../experiment.ts';
import { digits, formatCount } from '../../../text/format.ts';
import { details, figure, paragraph, table } from '../../report/html.ts';

/** The chapter on length plus the logarithm of time. */
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
<p>Levin’s cost adds the length in bits to the logarithm of the time (here of a cold answer, in nanoseconds). Under it, and under the
speed prior, which is the same thing as a probability, one bit of program is worth as much as doubling the time: a millisecond
against a microsecond is ten bits, one byte and a quarter. So the shortest program must win, and this row is the negative control: a theory
that finds tables useless at any time of an answer does not show when they are useful.</p>
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
