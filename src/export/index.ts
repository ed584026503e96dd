/** Tables as rows that other programs read: CSV and Parquet. */

export { type Datum, type DataColumn, namingColumns, valueColumns } from './columns.ts';
export { csvOf } from './csv.ts';
export { writeParquet } from './parquet.ts';
export { type RowGroup, recordsOf } from './rows.ts';
