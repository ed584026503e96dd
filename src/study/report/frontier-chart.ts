import * as Plot from '@observablehq/plot';
import { formatBytes, formatSeconds } from '../../text/format.ts';
import type { Measured } from '../contender.ts';
import type { FrontierData } from '../experiments/frontier/measure.ts';
import { lowerLeftHull } from '../hull.ts';
import { FAMILY_LOOKS, logAxis, marks, svg } from './chart.ts';

/** Returns the contenders that are the cheapest at some price of a byte, by the seconds of a session. */
export function hullOf(contenders: readonly Measured[]): Measured[] {
  return lowerLeftHull(contenders.map((contender) => ({ ...contender, seconds: contender.session.mean })));
}

/**
 * Returns a chart of bytes against seconds as SVG text: a mark for every contender, and the hull. The page that shows it
 * defines its colours as variables.
 */
export function frontierChart(
  { title, contenders }: Pick<FrontierData, 'title' | 'contenders'>,
  size: Plot.PlotOptions = { height: 310 },
): string {
  const dots = contenders.map(({ name, family, bytes, session }) => ({
    series: family,
    bytes,
    seconds: session.mean,
    tip: `${name}\n${formatBytes(bytes)}, ${formatSeconds(session.mean)} per question`,
  }));
  return svg(`${title}: bytes shipped against seconds per question`, {
    ...size,
    x: logAxis(
      'bytes shipped →',
      dots.map(({ bytes }) => bytes),
      formatBytes,
    ),
    y: logAxis(
      '↑ seconds per question, session',
      dots.map(({ seconds }) => seconds),
      formatSeconds,
    ),
    marks: [
      Plot.line(
        hullOf(contenders).map(({ bytes, session }) => ({ bytes, seconds: session.mean })),
        { x: 'bytes', y: 'seconds', stroke: 'currentColor', strokeWidth: 1.5, strokeOpacity: 0.7 },
      ),
      ...marks(dots, FAMILY_LOOKS, { x: 'bytes', y: 'seconds' }),
    ],
  });
}
