/** Pieces of the page as text. */

export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

export interface Column<Row> {
  readonly head: string;
  /** Text; escaped here. */
  readonly cell: (row: Row) => string;
  readonly text?: boolean;
}

/** A table that scrolls by itself where it is too wide. */
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

export function details(summary: string, content: string): string {
  return `<details><summary>${escape(summary)}</summary>${content}</details>`;
}

export function figure(chart: string, caption: string): string {
  return `<figure><div class="chart" tabindex="0">${chart}</div><figcaption>${caption}</figcaption></figure>`;
}

export function paragraph(text: string): string {
  return `<p>${escape(text)}</p>`;
}

export function list(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${escape(item)}</li>`).join('')}</ul>`;
}
