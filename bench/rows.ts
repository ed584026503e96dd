import './one-line.ts';
import type { Bench } from 'tinybench';
import { EndgameError } from '../src/game/errors.ts';
import { TextTable } from '../src/text/text-table.ts';

/** A result of any suite: measured values with their unit. */
export interface Row {
  readonly group: string;
  readonly name: string;
  readonly values: readonly number[];
  readonly unit: string;
}

/** Formats results as a table: median and spread, never a mean alone. */
export function formatRows(rows: readonly Row[]): string {
  const table = new TextTable({
    head: ['group', 'case', 'p50', 'p10', 'p90', 'unit', 'samples'],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'left', 'right'],
  });
  for (const { group, name, values, unit } of rows) {
    const sorted = [...values].sort((a, b) => a - b);
    const at = (share: number): string => show(sorted[Math.round(share * (sorted.length - 1))]);
    table.push([
      group,
      name,
      at(0.5),
      values.length > 1 ? at(0.1) : '',
      values.length > 1 ? at(0.9) : '',
      unit,
      values.length,
    ]);
  }
  return table.toString();
}

function show(n: number): string {
  return n >= 100 ? n.toFixed(0) : String(Number(n.toPrecision(3)));
}

/** Returns a row for each task of a finished bench whose tasks make `count` probes per call. */
export function rowsOf(bench: Bench, group: string, count: number, scale: number, unit: string): Row[] {
  return bench.tasks.map((task): Row => {
    const { result } = task;
    if (result.state !== 'completed') throw new Error(`benchmark ${task.name} ended as ${result.state}`);
    const samples = result.latency.samples ?? [];
    return { group, name: task.name, values: samples.map((ms) => (ms / 1e3 / count) * scale), unit };
  });
}

/**
 * Compares a figure with a known one, since a wrong program is not worth timing.
 * @throws EndgameError E_VALUE_WRONG
 */
export function expectEqual(what: string, found: number, expected: number): void {
  if (found === expected) return;
  throw new EndgameError(
    'E_VALUE_WRONG',
    `${what}: ${found}, expected ${expected}`,
    'run the tests; figures of a wrong program mean nothing',
  );
}
