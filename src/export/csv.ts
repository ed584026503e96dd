import type { Datum } from './columns.ts';
import type { RowGroup } from './rows.ts';

/** Rows that are joined at a time. */
const STEP = 10_000;

/** Yields rows as the lines of a CSV file (RFC 4180, but with line feeds alone), the names of the columns first. */
export async function* csvOf(groups: AsyncIterable<RowGroup>): AsyncGenerator<string, void, void> {
  let isFirst = true;
  for await (const { columns, cells, rows } of groups) {
    if (isFirst) yield `${columns.map(({ name }) => quoted(name)).join(',')}\n`;
    isFirst = false;
    for (let from = 0; from < rows; from += STEP) {
      let text = '';
      for (let row = from; row < Math.min(rows, from + STEP); row++) {
        text += `${cells.map((column) => quoted(column[row])).join(',')}\n`;
      }
      yield text;
    }
  }
}

function quoted(cell: Datum): string {
  const text = String(cell);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
