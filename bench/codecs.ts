/**
 * `npm run bench:codecs DIR`: bytes of the files of a directory of chess WDL tables, both sides to move, against the
 * published sizes of the Syzygy tables (R. de Man), and the codec of each. These commands make such a directory:
 *
 *   endgame generate chess --men 3-4 --metric wdl --dir FROM
 *   endgame pack chess --dir FROM --out DIR --repr wdl --smallest
 *
 * `endgame pack` reads every cell back before it stores a file. `--record` and `--against DIST`: see results.ts.
 */

import './one-line.ts';
import { TableStore } from '../src/table/index.ts';
import { TextTable } from '../src/text/text-table.ts';
import { benchmark, type Figures, named } from './results.ts';

/** Bytes of the Syzygy WDL files. */
const SYZYGY: Readonly<Record<string, number>> = {
  KBvK: 80,
  KNvK: 80,
  KPvK: 7824,
  KQvK: 272,
  KRvK: 208,
  KBBvK: 58000,
  KBNvK: 7632,
  KBPvK: 81424,
  KBvKB: 1232,
  KBvKN: 2256,
  KBvKP: 107472,
  KNNvK: 1360,
  KNPvK: 93200,
  KNvKN: 1168,
  KNvKP: 148048,
  KPPvK: 25104,
  KPvKP: 245328,
  KQBvK: 4944,
  KQNvK: 3600,
  KQPvK: 12496,
  KQQvK: 7056,
  KQRvK: 4560,
  KQvKB: 6672,
  KQvKN: 10064,
  KQvKP: 58064,
  KQvKQ: 16528,
  KQvKR: 20496,
  KRBvK: 2832,
  KRNvK: 2320,
  KRPvK: 5136,
  KRRvK: 1936,
  KRvKB: 32912,
  KRvKN: 100048,
  KRvKP: 179408,
  KRvKR: 12944,
  KRBvKR: 2035280,
  KRPvKR: 16378576,
};

/** Prints a row for each class and returns the bytes. */
function compare(directory: string): Figures {
  const store = TableStore.open(directory);
  const table = new TextTable({
    head: ['class', 'codec', 'bytes', 'Syzygy', 'ratio'],
    colAligns: ['left', 'left', 'right', 'right', 'right'],
  });
  const figures: Record<string, number> = {};
  let ours = 0;
  let theirs = 0;
  for (const { table: name, codec, bytes } of store.list('chess', 'wdl')) {
    const syzygy = SYZYGY[name];
    if (syzygy === undefined) continue; // kings alone need no file there
    figures[name] = bytes;
    ours += bytes;
    theirs += syzygy;
    table.push([name, codec, bytes, syzygy, (bytes / syzygy).toFixed(3)]);
  }
  const classes = `${Object.keys(figures).length} classes`;
  table.push([classes, '', ours, theirs, (ours / theirs).toFixed(3)]);
  process.stdout.write(`${table.toString()}\n`);
  store.close();
  return { ...figures, [classes]: ours };
}

const [directory] = named;
if (directory === undefined) throw new Error('usage: codecs DIR');
await benchmark(() => compare(directory));
