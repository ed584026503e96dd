import type { BitsData } from './measure.ts';
import { dotRows, legend, looks } from '../../report/chart.ts';
import type { Chapter } from '../../experiment.ts';
import { digits, formatBytes, formatCount } from '../../../text/format.ts';
import { details, figure, table } from '../../report/html.ts';

/** The chapter on the reads of one probe. */
export const bitsChapter: Chapter = {
  content: (findings) => {
    const data = findings.of<BitsData>('bits');
    const structures = data[0].rows.map(({ structure }) => structure);
    const of = looks(data.map(({ title }) => title));
    return `
<p>An array reads the whole question and one cell. A decision diagram reads only the bits that matter on its path, but for each a gate; a
circuit evaluates every gate for every question. The table of each game in which most cells matter; bytes touched on average:</p>
${figure(
  dotRows({
    label: 'bytes of the table touched for one answer',
    rows: structures,
    dots: data.flatMap(({ title, rows }) =>
      rows.map(({ structure, meanBytes, maxBytes, meanBits, maxBits }) => ({
        row: structure,
        series: title,
        value: meanBytes,
        tip: `${title}: ${structure}\n${digits(meanBytes)} bytes on average, ${digits(maxBytes)} at most\n${digits(meanBits)} bits of the question, ${maxBits} at most`,
      })),
    ),
    looks: of,
    axis: 'bytes touched →',
    format: formatBytes,
  }),
  legend(of),
)}
${details(
  'The numbers',
  table(
    data.flatMap(({ title, slice, cells, gates, rows }) => rows.map((row) => ({ title, slice, cells, gates, ...row }))),
    [
      { head: 'game', cell: ({ title, slice }) => `${title} ${slice}`, text: true },
      { head: 'cells', cell: ({ cells }) => formatCount(cells) },
      { head: 'structure', cell: ({ structure }) => structure, text: true },
      { head: 'bits of the question, mean', cell: ({ meanBits }) => digits(meanBits) },
      { head: 'max', cell: ({ maxBits }) => digits(maxBits) },
      { head: 'bytes touched, mean', cell: ({ meanBytes }) => digits(meanBytes) },
      { head: 'max', cell: ({ maxBytes }) => digits(maxBytes) },
      { head: 'gates', cell: ({ gates }) => formatCount(gates) },
    ],
  ),
)}`;
  },
  limits: [
    'Counts, not times: caches make the first byte of a line dear and the next ones free.',
    'Bits are those of a cell’s number; ranking a position reads the whole position before that, so all rows read at least the question, as a table of n + m bits must.',
    'Gates are upper bounds: the circuit is that of a diagram in the order of the index, not a minimal one. Almost all functions of n bits need about 2ⁿ/n gates (Shannon, Lupanov), and most tables here take more than that.',
    'Evaluating 64 questions at once divides the circuit’s work for each by 64.',
  ],
};
