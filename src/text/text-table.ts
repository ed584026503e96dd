/** Alignment of a column. */
export type Align = 'left' | 'right';

/** Content of a cell. */
export type Cell = string | number;

/** Head and alignments of a table. */
export interface TextTableOptions {
  readonly head: readonly string[];
  /** Alignment by column; default left. */
  readonly colAligns?: readonly Align[];
}

/**
 * A table for the terminal: a head, rows, columns as wide as their widest cell, lines around. Every character counts as
 * one column of the terminal.
 */
export class TextTable {
  readonly #head: readonly string[];
  readonly #aligns: readonly Align[];
  readonly #rows: (readonly string[])[] = [];

  constructor({ head, colAligns = [] }: TextTableOptions) {
    this.#head = head;
    this.#aligns = colAligns;
  }

  /** Appends rows. */
  push(...rows: readonly (readonly Cell[])[]): void {
    for (const row of rows) this.#rows.push(row.map(String));
  }

  /** Returns the lines of the table, joined by \n. */
  toString(): string {
    const lines = [this.#head, ...this.#rows];
    const widths = this.#head.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
    const rule = (left: string, middle: string, right: string): string =>
      `${left}${widths.map((width) => '─'.repeat(width + 2)).join(middle)}${right}`;
    const text = (line: readonly string[]): string =>
      `│${widths.map((width, column) => ` ${this.#padded(line[column] ?? '', width, column)} `).join('│')}│`;
    return [
      rule('┌', '┬', '┐'),
      text(this.#head),
      ...(this.#rows.length > 0 ? [rule('├', '┼', '┤')] : []),
      ...this.#rows.map(text),
      rule('└', '┴', '┘'),
    ].join('\n');
  }

  #padded(text: string, width: number, column: number): string {
    return this.#aligns[column] === 'right' ? text.padStart(width) : text.padEnd(width);
  }
}
