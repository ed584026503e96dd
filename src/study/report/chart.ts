/**
 * Charts as SVG text without a browser (Observable Plot on linkedom). Colours come from the style sheet of the page.
 */

import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { Family } from '../contender.ts';
import { escape } from './html.ts';

/** The look of a series: a colour of the style sheet and a form, so that charts are readable without colour. */
export interface Look {
  readonly colour: string;
  readonly symbol: string;
  readonly glyph: string;
}

const SYMBOLS = [
  ['circle', '●'],
  ['square', '■'],
  ['triangle', '▲'],
  ['diamond', '◆'],
  ['star', '★'],
  ['cross', '✚'],
  ['times', '✖'],
  ['asterisk', '✱'],
] as const;

/** Gives each series a look, in order. */
export function looks(names: readonly string[]): ReadonlyMap<string, Look> {
  return new Map(
    names.map((name, i) => {
      const [symbol, glyph] = SYMBOLS[i % SYMBOLS.length];
      return [name, { colour: `var(--c${i % SYMBOLS.length})`, symbol, glyph }];
    }),
  );
}

/** Names of the families for people. */
export const FAMILY_NAMES: Readonly<Record<Family, string>> = {
  generator: 'computing, no table',
  hybrid: 'hybrid',
  domain: 'codecs that know the cells',
  general: 'general compressors',
  table: 'tables, not compressed',
};
/** Looks of the families, the same in all charts. */
export const FAMILY_LOOKS: ReadonlyMap<string, Look> = looks(['generator', 'hybrid', 'domain', 'general', 'table']);

/** Returns the legend of a chart as HTML. */
export function legend(of: ReadonlyMap<string, Look>, names: Readonly<Record<string, string>> = {}): string {
  const entries = [...of].map(
    ([name, { colour, glyph }]) =>
      `<span><span class="glyph" style="color:${colour}">${glyph}</span> ${escape(names[name] ?? name)}</span>`,
  );
  return `<span class="legend">${entries.join(' ')}</span>`;
}

/** Renders a plot as SVG text; a pointer shows the `title` of its marks. */
export function svg(label: string, options: Plot.PlotOptions): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const plot = Plot.plot({
    document: document,
    ariaLabel: label,
    width: 440,
    marginLeft: 56,
    marginRight: 16,
    marginTop: 24,
    marginBottom: 40,
    style: { fontSize: '12px', background: 'none', overflow: 'visible' },
    ...options,
  }) as unknown as { outerHTML: string };
  // A name is for what has a role; the groups of marks have none.
  return plot.outerHTML.replaceAll(/(<g [^>]*?)aria-label=/g, '$1data-mark=');
}

/** A mark of a chart of rows. */
export interface Dot {
  /** Name of its row. */
  readonly row: string;
  readonly series: string;
  readonly value: number;
  readonly tip: string;
}

/** A chart of rows. */
export interface ChartRows {
  readonly label: string;
  readonly rows: readonly string[];
  readonly dots: readonly Dot[];
  readonly looks: ReadonlyMap<string, Look>;
  readonly axis: string;
  readonly format: (value: number) => string;
  /** A value with a vertical line. */
  readonly rule?: number;
  readonly linear?: boolean;
}

/**
 * Renders one row per name and one mark per value. The series of a row are apart, so that equal values stay visible.
 */
export function dotRows({ label, rows, dots, looks: of, axis, format, rule, linear }: ChartRows): string {
  const values = [...dots.map(({ value }) => value), ...(rule === undefined ? [] : [rule])];
  const longest = Math.max(...rows.map((row) => row.length));
  return svg(label, {
    width: 760,
    height: 70 + 36 * rows.length,
    marginLeft: Math.min(190, 14 + 6.8 * longest),
    marginRight: 24,
    x: linear
      ? { label: axis, grid: true, tickFormat: format, domain: [0, Math.max(...values)] }
      : logAxis(axis, values, format),
    y: { domain: rows, label: null, tickSize: 0 },
    marks: [
      Plot.ruleY(rows, { stroke: 'var(--line)' }),
      ...(rule === undefined ? [] : [Plot.ruleX([rule], { stroke: 'currentColor', strokeDasharray: '4 3' })]),
      ...[...of].flatMap(([series, look], i) =>
        marks(dots, new Map([[series, look]]), {
          x: 'value',
          y: 'row',
          dy: (i - (of.size - 1) / 2) * Math.min(5, 20 / of.size),
        }),
      ),
    ],
  });
}

/** Returns a logarithmic axis around the values, with ticks at powers of ten, or between them if those are few. */
export function logAxis(
  label: string,
  values: readonly number[],
  format: (value: number) => string,
): Plot.ScaleOptions {
  const domain = wide(values);
  const tens = powers(domain);
  const most = domain[1] / domain[0] > 1e8 ? tens.filter((_, i) => i % 3 === 0) : tens;
  const ticks = tens.length > 2 ? most : between(domain);
  return { type: 'log', label, domain, ticks, tickFormat: format, grid: true };
}

/** Returns ticks at 1, 2 and 5 times powers of ten. */
function between([least, most]: readonly [number, number]): number[] {
  return powers([least / 10, most])
    .flatMap((power) => [power, 2 * power, 5 * power])
    .filter((tick) => tick >= least * 0.999 && tick <= most * 1.001);
}

interface Placed {
  readonly series: string;
  readonly tip: string;
}

/** Returns the marks of several series, each in its own look. */
export function marks<T extends Placed>(
  dots: readonly T[],
  of: ReadonlyMap<string, Look>,
  channels: { readonly x: keyof T & string; readonly y: keyof T & string; readonly r?: number; readonly dy?: number },
): Plot.Markish[] {
  return [...of].map(([series, { colour, symbol }]) =>
    Plot.dot(
      dots.filter((dot) => dot.series === series),
      {
        x: channels.x,
        y: channels.y,
        r: channels.r ?? 5,
        dy: channels.dy ?? 0,
        symbol: symbol as 'circle',
        fill: symbol === 'times' || symbol === 'asterisk' ? 'none' : colour,
        fillOpacity: 0.85,
        stroke: colour,
        strokeWidth: 1.5,
        title: 'tip',
      },
    ),
  );
}

/** Returns a domain for all values, from 1, 2 or 5 times a power of ten below the least to one above the greatest. */
export function wide(values: readonly number[]): [number, number] {
  const steps = [1, 2, 5, 10];
  const positive = values.filter((v) => v > 0 && Number.isFinite(v));
  const least = Math.min(...positive) / 1.15;
  const most = Math.max(...positive) * 1.15;
  const floor = 10 ** Math.floor(Math.log10(least));
  const ceiling = 10 ** Math.floor(Math.log10(most));
  return [
    floor * steps.findLast((step) => floor * step <= least)!,
    ceiling * steps.find((step) => ceiling * step >= most)!,
  ];
}

/** Returns ticks at powers of ten alone, for wide domains. */
export function powers([least, most]: readonly [number, number], every = 1): number[] {
  const ticks: number[] = [];
  for (let e = Math.ceil(Math.log10(least)); e <= Math.floor(Math.log10(most)); e += every) ticks.push(10 ** e);
  return ticks;
}
