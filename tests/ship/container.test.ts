import { deflateSync, inflateSync } from 'node:zlib';
import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import { packed, unpacked } from '../../src/ship/container.ts';
import { escaped, unescaped } from '../../src/ship/escape.ts';

/** Bytes that parsers of pages or scripts look at, often beside each other. */
const delicate = array(constantFrom(0x00, 0x0a, 0x0d, 0x21, 0x2a, 0x2f, 0x3c, 0x3d, 0x73, 0x80, 0xff), {
  maxLength: 40,
});

test('escaped bytes come back, and hold nothing that ends a script or a comment or is changed', () => {
  assert(
    property(delicate, (list) => {
      const bytes = Uint8Array.from(list);
      const text = Buffer.from(escaped(bytes)).toString('latin1');
      expect(text).not.toMatch(/\r|<\/|<!|\*\//);
      expect(text).not.toMatch(/[<*]$/);
      expect([...unescaped(escaped(bytes))]).toEqual(list);
    }),
  );
});

test('random bytes grow by two in a hundred at most', () => {
  const bytes = Uint8Array.from({ length: 1 << 16 }, (_, i) => (i * 2_654_435_761) >>> 24);
  expect(escaped(bytes).length).toBeLessThan(1.02 * bytes.length);
});

test('packed contents come back', async () => {
  const contents = {
    scripts: ['const a = "é";', 'postMessage(1)'],
    tables: [
      ['a.egt', Uint8Array.of(0, 1, 2)],
      ['b.egt', Uint8Array.of(255)],
    ] as const,
  };
  const found = await unpacked(
    packed(contents, (bytes) => deflateSync(bytes)),
    (bytes) => inflateSync(bytes),
  );
  expect(found.scripts).toEqual(contents.scripts);
  expect(found.tables.map(([file, bytes]) => [file, [...bytes]])).toEqual([
    ['a.egt', [0, 1, 2]],
    ['b.egt', [255]],
  ]);
});
