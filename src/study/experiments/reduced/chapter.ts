import * as Plot from '@observablehq/plot';
import { MOST_CELLS, type ReducedData } from './measure.ts';
import { legend, logAxis, looks, marks, svg } from '../../report/chart.ts';
import type { Chapter } from '../../experiment.ts';
import { formatBytes, formatRatio, formatSeconds } from '../../../text/format.ts';
import { details, figure, table } from '../../report/html.ts';

/** The chapter on reduced tables with search. */
export const reducedChapter: Chapter = {
  content: (findings) => {
    const data = findings.of<ReducedData>('reduced').filter(({ rows }) => rows.length > 0);
    const of = looks(data.map(({ title }) => title));
    const dots = data.flatMap(({ title, rows }) =>
      rows.map(({ kept, bytes, times }) => ({
        series: title,
        share: bytes / rows[0].bytes,
        seconds: times.mean,
        tip: `${title}: ${kept}\n${formatBytes(bytes)}, ${formatRatio(bytes / rows[0].bytes)} of all\n${formatSeconds(times.mean)} per probe`,
      })),
    );
    const chart = svg('bytes against time of a probe for reduced tables', {
      width: 760,
      height: 380,
      x: logAxis(
        'bytes, 1 = everything stored →',
        dots.map(({ share }) => share),
        (v) => `${v}×`,
      ),
      y: logAxis(
        '↑ seconds per probe',
        dots.map(({ seconds }) => seconds),
        formatSeconds,
      ),
      marks: [
        Plot.ruleX([1], { stroke: 'currentColor', strokeDasharray: '4 3' }),
        ...marks(dots, of, { x: 'share', y: 'seconds' }),
      ],
    });
    return `
<p>All tables of a game by the same codec (pair grammars), saying all, one side only, short distances or steps of four plies as one class,
or every second to fourth slice alone. A probe searches for the rest; every answer stays exact.</p>
${figure(chart, legend(of))}
${details(
  'The numbers',
  table(
    data.flatMap(({ title, rows }) => rows.map((row) => ({ title, full: rows[0].bytes, ...row }))),
    [
      { head: 'game', cell: ({ title }) => title, text: true },
      { head: 'stored', cell: ({ kept }) => kept, text: true },
      { head: 'bytes', cell: ({ bytes }) => formatBytes(bytes) },
      { head: 'of all', cell: ({ bytes, full }) => formatRatio(bytes / full) },
      { head: 'mean', cell: ({ times }) => formatSeconds(times.mean) },
      { head: 'p99', cell: ({ times }) => formatSeconds(times.p99) },
      { head: 'max', cell: ({ times }) => formatSeconds(times.max) },
    ],
    ({ bytes, full }) => bytes < full,
  ),
)}`;
  },
  limits: [
    'Bytes are those of table files, headers included; for small slices the headers are most of it.',
    `Every k-th slice is tried only where slices follow one another in a chain; its probes start cold each time. Games with more than ${MOST_CELLS.quick.toLocaleString('en')} cells are left out of the quick study, those with more than ${MOST_CELLS.full.toLocaleString('en')} of the full one.`,
  ],
};
