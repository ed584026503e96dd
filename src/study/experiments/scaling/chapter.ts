import * as Plot from '@observablehq/plot';
import { type ScalingData, STRUCTURES } from './measure.ts';
import { legend, logAxis, looks, marks, svg } from '../../report/chart.ts';
import type { Chapter } from '../../experiment.ts';
import { digits, formatBytes, formatCount } from '../../../text/format.ts';
import { details, figure, table } from '../../report/html.ts';

interface Dot {
  readonly series: string;
  readonly ladder: string;
  readonly size: number;
  readonly value: number;
  readonly tip: string;
}

/** The chapter on the growth of length and time. */
export const scalingChapter: Chapter = {
  content: (findings) => {
    const data = findings.of<ScalingData>('scaling');
    const of = looks(STRUCTURES);
    const dots = (what: 'bytes' | 'nanoseconds'): Dot[] =>
      data.flatMap(({ title, steps }) =>
        steps.flatMap((step) =>
          STRUCTURES.map((structure) => ({
            series: structure,
            ladder: title,
            size: what === 'bytes' ? step.cells : step.largest,
            value: step[what][structure],
            tip: `${title}, ${step.name}: ${structure}\n${what === 'bytes' ? formatBytes(step.bytes[structure]) : `${digits(step.nanoseconds[structure])} ns`}`,
          })),
        ),
      );
    const chart = (what: 'bytes' | 'nanoseconds', label: string, format: (v: number) => string): string => {
      const all = dots(what);
      const lines = [...of].flatMap(([series, { colour }]) =>
        data.map(({ title }) =>
          Plot.line(
            all.filter((dot) => dot.series === series && dot.ladder === title),
            { x: 'size', y: 'value', stroke: colour, strokeWidth: 1.25, strokeOpacity: 0.8 },
          ),
        ),
      );
      return svg(label, {
        height: 340,
        x: logAxis(
          'cells →',
          all.map(({ size }) => size),
          formatCells,
        ),
        y: logAxis(
          `↑ ${label}`,
          all.map(({ value }) => value),
          format,
        ),
        marks: [...lines, ...marks(all, of, { x: 'size', y: 'value', r: 4 })],
      });
    };
    return `
<p>Every table grows in proportion to the number of cells: a slope of 1, whatever the structure. Look-ups do not: an array takes one read,
binary search as many as the logarithm, a hash table about the same number at any size until it has to grow, a perfect index counts bits.</p>
${figure(
  `<div class="grid"><div class="panel">${chart('bytes', 'bytes', formatBytes)}</div><div class="panel">${chart('nanoseconds', 'nanoseconds per lookup', (v) => `${v} ns`)}</div></div>`,
  legend(of),
)}
${table(data, [
  { head: 'fitted slopes (1 linear, 0 constant)', cell: ({ title }) => title, text: true },
  ...STRUCTURES.map((structure) => ({
    head: `${structure}: bytes`,
    cell: ({ slopes }: ScalingData) => slopes.bytes[structure].toFixed(2),
  })),
  ...STRUCTURES.map((structure) => ({
    head: `${structure}: ns`,
    cell: ({ slopes }: ScalingData) => slopes.nanoseconds[structure].toFixed(2),
  })),
  { head: 'generator work', cell: ({ slopes }) => slopes.work.toFixed(2) },
])}
${details(
  'The numbers',
  table(
    data.flatMap(({ title, steps }) => steps.map((step) => ({ title, ...step }))),
    [
      { head: 'game', cell: ({ title, name }) => `${title}, ${name}`, text: true },
      { head: 'positions', cell: ({ positions }) => formatCount(positions) },
      { head: 'cells', cell: ({ cells }) => formatCount(cells) },
      ...STRUCTURES.map((structure) => ({
        head: structure,
        cell: ({ bytes }: ScalingData['steps'][number]) => formatBytes(bytes[structure]),
      })),
      ...STRUCTURES.map((structure) => ({
        head: `${structure}, ns`,
        cell: ({ nanoseconds }: ScalingData['steps'][number]) => digits(nanoseconds[structure]),
      })),
      { head: 'moves or words of the generator', cell: ({ work }) => formatCount(work) },
      { head: 'keys moved by growing, a key', cell: ({ rehash }) => digits(rehash.mean) },
      { head: 'at a time', cell: ({ rehash }) => formatCount(rehash.most) },
    ],
  ),
)}`;
  },
  limits: [
    'Nanoseconds are CPU time of reading one random cell of the largest slice; ranking the position comes on top. Caches bend the lines where a table outgrows them.',
    'A slope through two or three steps is a hint, no law, and a logarithm has none: nanoseconds here show caches rather than the algorithm. By counts, an array takes one read, binary search log₂ of the cells, a hash table about 1.3.',
    'A hash table is constant time amortised: doubling moves a key fewer than twice ever, so rehashing does not make it logarithmic; only the width of its keys grows as the logarithm.',
    'What growing costs a hash table is counted for one that doubles at three quarters full, from 16 slots on.',
  ],
};

function formatCells(n: number): string {
  return n >= 1e6 ? `${digits(n / 1e6)} M` : n >= 1e3 ? `${digits(n / 1e3)} k` : digits(n);
}
