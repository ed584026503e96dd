import * as Plot from '@observablehq/plot';
import type { GapData } from './measure.ts';
import { legend, logAxis, looks, marks, svg } from '../../report/chart.ts';
import type { Chapter } from '../../experiment.ts';
import { formatBytes, formatCount, formatRatio } from '../../../text/format.ts';
import { details, figure, paragraph, table } from '../../report/html.ts';

/** The chapter on general compression of a growing table against the generator. */
export const gapChapter: Chapter = {
  content: (findings) => {
    const data = findings.of<GapData>('gap');
    const of = looks(data.map(({ title }) => title));
    const dots = data.flatMap(({ title, steps }) =>
      steps.map(({ name, raw, compressed, generator }) => ({
        series: title,
        raw,
        ratio: compressed / generator,
        tip: `${title}, ${name}\ncompressed table ${formatBytes(compressed)}\ngenerator ${formatBytes(generator)}: ${formatRatio(compressed / generator)}`,
      })),
    );
    const largest = data.map(({ title, steps }) => ({ title, ...steps[steps.length - 1] }));
    const most = largest.reduce((best, each) =>
      each.compressed / each.generator > best.compressed / best.generator ? each : best,
    );
    const chart = svg('bytes of the best compressed table over bytes of the generator', {
      width: 760,
      height: 360,
      x: logAxis(
        'table, one byte per cell →',
        dots.map(({ raw }) => raw),
        formatBytes,
      ),
      y: logAxis('↑ compressed table over generator', [...dots.map(({ ratio }) => ratio), 1], (v) => `${v}×`),
      marks: [
        Plot.ruleY([1], { stroke: 'currentColor', strokeDasharray: '4 3' }),
        ...[...of].map(([series, { colour }]) =>
          Plot.line(
            dots.filter((dot) => dot.series === series),
            { x: 'raw', y: 'ratio', stroke: colour, strokeWidth: 1.5 },
          ),
        ),
        ...marks(dots, of, { x: 'raw', y: 'ratio' }),
      ],
    });
    return `
<p>The best of xz, zstd and brotli on all tables in one archive, with the program that looks up, against rules and generator. Below the
dashed line the compressed table is the shorter one.</p>
${figure(chart, legend(of))}
${paragraph(`At its largest here, ${most.title} (${most.name}): the best compressed table is ${formatRatio(most.compressed / most.generator)} as long as the generator.`)}
${details(
  'The numbers',
  table(
    data.flatMap(({ title, steps }) => steps.map((step) => ({ title, ...step }))),
    [
      { head: 'game', cell: ({ title, name }) => `${title}, ${name}`, text: true },
      { head: 'positions', cell: ({ positions }) => formatCount(positions) },
      { head: 'raw', cell: ({ raw }) => formatBytes(raw) },
      { head: 'brotli', cell: ({ archives }) => formatBytes(archives.brotli) },
      { head: 'xz', cell: ({ archives }) => formatBytes(archives.xz) },
      { head: 'zstd', cell: ({ archives }) => formatBytes(archives.zstd) },
      { head: 'with program', cell: ({ compressed }) => formatBytes(compressed) },
      { head: 'generator', cell: ({ generator }) => formatBytes(generator) },
      { head: 'ratio', cell: ({ compressed, generator }) => formatRatio(compressed / generator) },
    ],
  ),
)}`;
  },
  limits: [
    'Compressors get one byte per cell, don’t-cares filled in their favour, and all tables in one piece; their decoders are not charged.',
    'Where a game has a quicker engine that takes more bytes (chess), that engine is charged.',
  ],
};
