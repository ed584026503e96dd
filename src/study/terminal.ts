/** A study as a table in the terminal. */

import Table from 'cli-table3';
import { hullOf } from './plot.ts';
import type { GameStudy } from './types.ts';

export function formatStudy(study: GameStudy): string {
  const hull = new Set(hullOf(study.contenders));
  const table = new Table({
    head: ['', 'contender', 'state', 'tables', 'code', 'total', 'mean', 'p50', 'max', 'solved/question', 'hull'],
    colAligns: ['right', 'left', 'left', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'left'],
    style: { head: [], border: [], compact: true },
  });
  study.contenders.forEach((contender, i) => {
    const { name, state, tableBytes, code, bytes, timing, positions } = contender;
    table.push([
      i + 1,
      name,
      state,
      formatSize(tableBytes),
      formatSize(code.bytes),
      formatSize(bytes),
      formatSeconds(timing.mean),
      formatSeconds(timing.p50),
      formatSeconds(timing.max),
      formatPositions(positions),
      hull.has(contender) ? '*' : '',
    ]);
  });
  const checked = `${study.compared.toLocaleString('en-US')} stored values equal the solved ones`;
  const kept = study.contenders.flatMap((c) => (c.kind === 'hybrid' ? [`${c.name}: ${c.kept.join(' ')}\n`] : []));
  return `${study.title} (${study.tables.join(' ')})\n${table.toString()}\n${kept.join('')}Questions: ${study.weightSource}. ${checked}. ${study.seconds.toFixed(1)} s.`;
}

export function formatSize(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(2)} MB`;
}

/** Three significant digits: "1.23 ms". */
export function formatSeconds(seconds: number): string {
  if (seconds === 0) return '0';
  const [scale, unit] =
    seconds >= 1 ? [1, 's'] : seconds >= 1e-3 ? [1e3, 'ms'] : seconds >= 1e-6 ? [1e6, 'µs'] : [1e9, 'ns'];
  return `${Number((seconds * scale).toPrecision(3))} ${unit}`;
}

export function formatPositions(n: number): string {
  return n > 0 && n < 10 ? n.toFixed(1) : Math.round(n).toLocaleString('en-US');
}
