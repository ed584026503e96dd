/** Bytes against seconds, both on logarithmic axes, as SVG text without a browser (Observable Plot on linkedom). */

import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { lowerLeftHull } from './hull.ts';
import type { Contender } from './types.ts';

interface Dot {
  readonly name: string;
  readonly bytes: number;
  readonly seconds: number;
  readonly number: string;
}

/** Colours come from the style sheet of the page, so that they follow its light or dark scheme. */
const COLOURS: Readonly<Record<Contender['kind'], string>> = {
  raw: 'var(--raw)',
  compressed: 'var(--compressed)',
  compute: 'var(--compute)',
  hybrid: 'var(--hybrid)',
};

/** The contenders on the hull: cold ones only, since a warm one has been paid for before the question is asked. */
export function hullOf(contenders: readonly Contender[]): Contender[] {
  const cold = contenders.filter((contender) => contender.state === 'cold');
  return lowerLeftHull(
    cold.map((contender) => ({ bytes: contender.bytes, seconds: contender.timing.mean, contender })),
  ).map((p) => p.contender);
}

/** An <svg> element; contenders are numbered from 1 in the order given. */
export function plotContenders(title: string, contenders: readonly Contender[]): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const dots = contenders.map(
    ({ name, kind, state, bytes, timing }, i): Dot & { kind: Contender['kind']; warm: boolean } => ({
      name,
      bytes,
      seconds: timing.mean,
      number: String(i + 1),
      kind,
      warm: state === 'warm',
    }),
  );
  const hull = hullOf(contenders).map((contender) => ({ bytes: contender.bytes, seconds: contender.timing.mean }));
  const svg = Plot.plot({
    document: document,
    ariaLabel: `${title}: bytes shipped against mean seconds per question, both logarithmic`,
    width: 760,
    height: 420,
    marginLeft: 64,
    marginRight: 32,
    marginTop: 28,
    marginBottom: 44,
    style: { fontSize: '12px', background: 'none' },
    x: {
      type: 'log',
      label: 'bytes shipped: code + tables →',
      grid: true,
      tickFormat: tickBytes,
      ticks: 6,
      domain: extent(dots.map((d) => d.bytes)),
    },
    y: {
      type: 'log',
      label: '↑ mean seconds per question',
      grid: true,
      tickFormat: tickSeconds,
      ticks: 6,
      domain: extent(dots.map((d) => d.seconds)),
    },
    marks: [
      Plot.line(hull, { x: 'bytes', y: 'seconds', stroke: 'currentColor', strokeWidth: 1.5, strokeDasharray: '5 4' }),
      Plot.dot(dots, {
        x: 'bytes',
        y: 'seconds',
        r: 7,
        strokeWidth: 2,
        stroke: (d: (typeof dots)[number]) => COLOURS[d.kind],
        fill: (d: (typeof dots)[number]) => (d.warm ? 'var(--page)' : COLOURS[d.kind]),
        title: (d: Dot) => `${d.number}. ${d.name}`,
      }),
      Plot.text(dots, {
        x: 'bytes',
        y: 'seconds',
        text: 'number',
        dx: 12,
        dy: -9,
        fill: 'currentColor',
        fontWeight: 'bold',
      }),
    ],
  }) as unknown as { outerHTML: string };
  return svg.outerHTML;
}

/** From the power of ten (times 1, 2 or 5) below the least to the one above the greatest, so that no dot is cut. */
function extent(values: readonly number[]): [number, number] {
  const steps = [1, 2, 5, 10];
  const least = Math.min(...values) / 1.15;
  const most = Math.max(...values) * 1.15;
  const floor = 10 ** Math.floor(Math.log10(least));
  const ceiling = 10 ** Math.floor(Math.log10(most));
  return [
    floor * steps.findLast((step) => floor * step <= least)!,
    ceiling * steps.find((step) => ceiling * step >= most)!,
  ];
}

function tickBytes(bytes: number): string {
  if (bytes >= 1e6) return `${trim(bytes / 1e6)} MB`;
  return bytes >= 1e3 ? `${trim(bytes / 1e3)} kB` : `${trim(bytes)} B`;
}

function tickSeconds(seconds: number): string {
  if (seconds >= 0.9999) return `${trim(seconds)} s`;
  if (seconds >= 0.9999e-3) return `${trim(seconds * 1e3)} ms`;
  return seconds >= 0.9999e-6 ? `${trim(seconds * 1e6)} µs` : `${trim(seconds * 1e9)} ns`;
}

function trim(n: number): string {
  return String(Number(n.toPrecision(3)));
}
