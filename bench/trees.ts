/**
 * `npm run bench:trees -- FILE...`: how fast tables of trees are read: single cells, rows and planes of each man, whole slices. Every figure
 * is millions of positions in a CPU second. Rows and planes are compared with single cells first.
 */

import './one-line.ts';
import { gameOf } from '../games/index.ts';
import { Random, specialize } from '../src/specialize/index.ts';
import { BlockCache, FileByteSource, locate, placeOf, positionsOf, Table } from '../src/table/index.ts';
import { TextTable } from '../src/text/text-table.ts';
import { expectEqual } from './rows.ts';

const SINGLE = 200_000;
const ROWS = 10_000;
const PLANES = 400;

/** Returns millions of positions in a CPU second, after a tenth of them to warm up. */
function speed(times: number, positions: number, read: (i: number) => void): number {
  for (let i = 0; i < times / 10; i++) read(i);
  const since = process.cpuUsage();
  for (let i = 0; i < times; i++) read(i);
  const { user, system } = process.cpuUsage(since);
  return (times * positions) / (user + system);
}

function bench(path: string): void {
  const table = Table.open(new FileByteSource(path), new BlockCache());
  const { header } = table;
  const specialization = specialize(gameOf(header.game));
  locate(specialization, table);
  const slice = specialization.slicesOf(header.table)[0];
  const space = specialization.space(slice);
  const at = placeOf(table, slice, space);
  const { groups } = positionsOf(specialization.game.schema, header.slices, [space]);
  const [group] = groups;
  const { men } = group;
  const all = Array.from({ length: men }, (_, man) => man);
  const first = header.slices[at].kept?.[0][0] ?? 0;
  const random = new Random(1);
  const indices = Int32Array.from({ length: SINGLE }, () => random.below(group.size));
  const samples = Array.from(indices.subarray(0, ROWS), (index) => {
    const places = new Uint8Array(men + 1);
    places[men] = group.place(index, places);
    return places;
  });
  const wide = header.palette.length > 256;
  const row = wide ? new Uint16Array(64) : new Uint8Array(64);
  const plane = wide ? new Uint16Array(4096) : new Uint8Array(4096);
  for (let lane = 0; lane < men; lane++) {
    for (let i = 0; i < 1000; i++) {
      const places = samples[i];
      const rowMan = (lane + 1) % men;
      if (!table.row(at, first, places, lane, row)) throw new Error(`${path} is not read by rows`);
      table.plane(at, first, places, rowMan, lane, plane);
      const value = table.value(at, first + indices[i]);
      expectEqual('row', header.palette[row[places[lane]]], value);
      expectEqual('plane', header.palette[plane[64 * places[rowMan] + places[lane]]], value);
    }
  }
  const figures = new TextTable({
    head: ['lane', 'row', ...all.map((man) => `plane, rows of ${man}`)],
    colAligns: ['right'],
  });
  let sink = 0;
  const single = speed(SINGLE, 1, (i) => (sink += table.value(at, first + indices[i])));
  for (let lane = 0; lane < men; lane++) {
    const other = lane === men - 1 ? men - 2 : men - 1;
    // as engines read: from row to row one man moves
    const rows = speed(ROWS, 64, (i) => {
      samples[i >> 6][other] = i & 63;
      table.row(at, first, samples[i >> 6], lane, row);
    });
    const planes = all.map((rowMan) =>
      rowMan === lane
        ? ''
        : speed(PLANES, 4096, (i) => table.plane(at, first, samples[i], rowMan, lane, plane)).toFixed(0),
    );
    figures.push([String(lane), rows.toFixed(0), ...planes]);
  }
  const cells = groups.reduce((sum, { size }) => sum + size, 0);
  const whole = speed(1, cells, () => {
    for (const chunk of table.cells()) sink += chunk[0];
  });
  process.stdout.write(
    `${header.table}, ${table.size} bytes: single cells ${single.toFixed(1)} M/s (${(1000 / single).toFixed(0)} ns), in their order ${whole.toFixed(0)} M/s ${sink === 0 ? ' ' : ''}\n${figures.toString()}\n`,
  );
  table.close();
}

for (const path of process.argv.slice(2)) bench(path);
