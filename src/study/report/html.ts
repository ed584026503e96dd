/** Pieces of the page as text. */

/** Escapes text for HTML. */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A column of a table. */
export interface Column<Row> {
  readonly head: string;
  /** Returns the text of a cell, which `table` escapes. */
  readonly cell: (row: Row) => string;
  /** Whether the column is aligned as text; else as numbers. */
  readonly text?: boolean;
}

/** Returns a table that scrolls if it is too wide. */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  strong: (row: Row) => boolean = () => false,
): string {
  const align = ({ text }: Column<Row>): string => (text ? ' class="text"' : '');
  const head = columns.map((column) => `<th${align(column)}>${escape(column.head)}</th>`).join('');
  const body = rows.map((row) => {
    const cells = columns.map((column) => `<td${align(column)}>${escape(column.cell(row))}</td>`).join('');
    return `<tr${strong(row) ? ' class="strong"' : ''}>${cells}</tr>`;
  });
  return `<div class="scroll" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table></div>`;
}

/** Returns a part that opens on demand. `summary` is text, `content` is HTML. */
export function details(summary: string, content: string): string {
  return `<details><summary>${escape(summary)}</summary>${content}</details>`;
}

/** Returns a chart with a caption, both HTML. */
export function figure(chart: string, caption: string): string {
  return `<figure><div class="chart" tabindex="0">${chart}</div><figcaption>${caption}</figcaption></figure>`;
}

/** Returns text as a paragraph. */
export function paragraph(text: string): string {
  return `<p>${escape(text)}</p>`;
}

/** Returns texts as a list. */
export function list(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${escape(item)}</li>`).join('')}</ul>`;
}
