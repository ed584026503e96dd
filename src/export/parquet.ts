import { ByteWriter, type ColumnSource, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { RowGroup } from './rows.ts';

/**
 * Writes rows as a Parquet file, a row group for each group (Snappy).
 * @param about what the file says of itself, by key
 * @param write takes the bytes of the file, piece by piece
 */
export async function writeParquet(
  groups: AsyncIterable<RowGroup>,
  about: Readonly<Record<string, string>>,
  createdBy: string,
  write: (bytes: Uint8Array) => void,
): Promise<void> {
  const bytes = new ByteWriter();
  const flush = (): void => {
    write(new Uint8Array(bytes.buffer.slice(0, bytes.index)));
    bytes.index = 0;
  };
  let file: ParquetWriter | undefined;
  for await (const { columns, cells, rows } of groups) {
    const columnData = columns.map(({ name, kind }, i): ColumnSource => {
      return { name, data: [...cells[i]], type: kind === 'text' ? 'STRING' : 'INT32', nullable: false };
    });
    file ??= new ParquetWriter({
      writer: bytes,
      schema: schemaFromColumnData({ columnData }),
      kvMetadata: Object.entries(about).map(([key, value]) => ({ key, value })),
      createdBy,
    });
    await file.write({ columnData, rowGroupSize: rows });
    flush();
  }
  await file?.finish();
  flush();
}
