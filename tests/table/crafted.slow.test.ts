import { expect, test } from 'vitest';
import { connectFour5x5 } from '../../games/index.ts';
import { Position } from '../../src/game/index.ts';
import { specialize } from '../../src/specialize/index.ts';
import { BlockCache, MemoryByteSource, Prober, Table } from '../../src/table/index.ts';
import { codedFile } from '../support/forged.ts';

test('exits everywhere would make a probe a search of the whole game: it is stopped', () => {
  const spec = specialize(connectFour5x5);
  const prober = new Prober(spec, 'dtm', (slice) => {
    const table = spec.tableOf(slice);
    const bytes = codedFile(
      {
        game: connectFour5x5.id,
        rules: connectFour5x5.version,
        table,
        domain: 'outcome',
        representation: 'plies',
        codec: 'plain',
        blockBytes: 2,
        cellBits: 8,
        palette: [0],
        slices: [{ name: slice.name, size: spec.space(slice).size, offset: 0, exits: 2 }],
        statistics: { positions: 1, wins: 0, draws: 1, losses: 0 },
        generator: 'a forger',
      },
      new Uint8Array(0),
    );
    return Table.open(new MemoryByteSource(bytes, `connect-four-5x5.${table}.egt`), new BlockCache());
  });
  const p = new Position(connectFour5x5.schema);
  connectFour5x5.parse(p, connectFour5x5.initial);
  expect(() => prober.value(p)).toThrow(
    expect.objectContaining({
      failure: expect.objectContaining({
        code: 'E_TABLE_DAMAGED',
        message: expect.stringContaining('a probe plays the moves of 16777216 positions') as string,
      }) as unknown,
    }) as Error,
  );
  expect(connectFour5x5.format(p)).toBe(connectFour5x5.initial);
});
