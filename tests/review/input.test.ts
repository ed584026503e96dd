/** Text files and standard input, compressed by programs of others, damaged, too long, and in two bytes a letter. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LONGEST_LINE, readLines } from '../../src/review/lines.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'input-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

function written(bytes: Uint8Array | string): string {
  const path = join(directory, 'input');
  writeFileSync(path, bytes);
  return path;
}

async function linesOf(bytes: Uint8Array | string): Promise<string[]> {
  const lines: string[] = [];
  for await (const { text, number } of readLines(written(bytes))) {
    lines.push(text);
    expect(number).toBe(lines.length);
  }
  return lines;
}

/** "one\ntwo\n" and "three\n" packed by the programs of these names, one file after the other. */
const PACKED = {
  gzip: 'H4sICPcWDGsAA2EudHh0AMvPS+UqKc/nAgDmC7oSCAAAAB+LCAj3FgxrAANiLnR4dAAryShKTeUCANjFRv8GAAAA',
  bzip2:
    'QlpoOTFBWSZTWacUK3cAAALBgAAQAgGEgCAAIYAMAjj1G4u5IpwoSFOKFbuAQlpoOTFBWSZTWQHHM2oAAALBgAAQAkAUACAAIYNBmgiwHF3JFOFCQAcczag=',
  xz: '/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQAHb25lCnR3bwoAUauer1d1cEkAASAIuxnZux+2830BAAAAAARZWv03elhaAAAE5ta0RgIAIQEWAAAAdC/lowEABXRocmVlCgAAACzn4bKCsZNlAAEeBsEvpB0ftvN9AQAAAAAEWVo=',
  zstd: 'KLUv/SQIQQAAb25lCnR3bwrmpg5AKLUv/SQGMQAAdGhyZWUK1wb9KA==',
  zip: 'UEsDBAoAAAAAALZhfV3mC7oSCAAAAAgAAAAFABwAYS50eHRVVAkAA/cWDGv3FgxrdXgLAAEEAAAAAAQAAAAAb25lCnR3bwpQSwMECgAAAAAAtmF9XdjFRv8GAAAABgAAAAUAHABiLnR4dFVUCQAD9xYMa/cWDGt1eAsAAQQAAAAABAAAAAB0aHJlZQpQSwECHgMKAAAAAAC2YX1d5gu6EggAAAAIAAAABQAYAAAAAAABAAAApIEAAAAAYS50eHRVVAUAA/cWDGt1eAsAAQQAAAAABAAAAABQSwECHgMKAAAAAAC2YX1d2MVG/wYAAAAGAAAABQAYAAAAAAABAAAApIFHAAAAYi50eHRVVAUAA/cWDGt1eAsAAQQAAAAABAAAAABQSwUGAAAAAAIAAgCWAAAAjAAAAAAA',
} as const;
/** "one\ntwo\n", deflated, from standard input to standard output of zip. */
const STREAMED_ZIP =
  'UEsDBBQACAAIALZhfV0AAAAAAAAAAAAAAAABAAAALcvPS+UqKc/nAgBQSwcI5gu6EgoAAAAIAAAAUEsBAh4DFAAIAAgAtmF9XeYLuhIKAAAACAAAAAEAAAAAAAAAAQAAAIARAAAAAC1QSwUGAAAAAAEAAQAvAAAAOQAAAAAA';
/** 300,000,000 zeros packed by bzip2. */
const BZIP2_BOMB =
  'QlpoOTFBWSZTWQ4J4t8BX45AAMAAAAggADCATUZCoCWpCoCXMUFZJlNZDgni3wFfjkAAwAAACCAAMIBNRkKgJakKgJcxQVkmU1kOCeLfAV+OQADAAAAIIAAwgE1GQqAlqQqAlzFBWSZTWQ4J4t8BX45AAMAAAAggADCATUZCoCWpCoCXMUFZJlNZDgni3wFfjkAAwAAACCAAMIBNRkKgJakKgJcxQVkmU1kOCeLfAV+OQADAAAAIIAAwgE1GQqAlqQqAlzFBWSZTWXcjn6wAvHRAIMAAEAAACCAAMMwJqmmqQqC2pSFQXi7kinChIQEEDIg=';

/** A frame of zstd with a window of 8 MB and blocks of 128 kB, each one byte said once (RFC 8878). */
function zstdBomb(blocks: number): Uint8Array {
  const head = Buffer.from('28b52ffd0068', 'hex');
  const block = (last: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUIntLE(last | (1 << 1) | (131_072 << 3), 0, 3);
    return bytes;
  };
  return Buffer.concat([head, ...Array.from({ length: blocks }, (_, i) => block(i === blocks - 1 ? 1 : 0))]);
}

describe('lines of a text', () => {
  it('end in LF or CRLF; the last may lack its end', async () => {
    expect(await linesOf('\uFEFFone\r\n\ntwo\nthree')).toEqual(['one', '', 'two', 'three']);
    expect(await linesOf('')).toEqual([]);
    const long = 'x'.repeat(300_000);
    expect(await linesOf(`${long}\n${long}${long}\nend\n`)).toEqual([long, long + long, 'end']);
  });

  it.each(Object.entries(PACKED))('come out of %s, whatever the name of the file', async (_, text) => {
    expect(await linesOf(Buffer.from(text, 'base64'))).toEqual(['one', 'two', 'three']);
  });

  it('come out of a zip that was written to a pipe', async () => {
    expect(await linesOf(Buffer.from(STREAMED_ZIP, 'base64'))).toEqual(['one', 'two']);
  });

  it('come from standard input, packed too', () => {
    const script = `import { readLines } from ${JSON.stringify(new URL('../../dist/src/review/lines.js', import.meta.url))};
      for (const input of process.argv.slice(1)) for await (const { text } of readLines(input)) console.log(text);`;
    for (const input of ['one\ntwo\nthree\n', ...Object.values(PACKED).map((text) => Buffer.from(text, 'base64'))]) {
      const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script, '-'], { input });
      expect(stdout.toString()).toBe('one\ntwo\nthree\n');
    }
  });

  it.each(Object.entries(PACKED))('are no more than what a damaged %s holds', async (_, text) => {
    const whole = Buffer.from(text, 'base64');
    for (const length of [whole.length - 1, whole.length - 9, (whole.length >> 1) + 3, 12]) {
      const lines: string[] = [];
      const reading = (async () => {
        for await (const line of readLines(written(whole.subarray(0, length)))) lines.push(line.text);
      })();
      await expect(reading).rejects.toMatchObject({
        code: 'E_FILE',
        message: expect.stringMatching(/input: compressed data break off or are damaged \(.+\)$/) as unknown,
      });
      expect(['one', 'two', 'three'].slice(0, lines.length)).toEqual(lines);
    }
  });

  it('are at most a mebibyte long, so what unpacks to 300 MB ends early in little memory', async () => {
    expect((await linesOf(`${'x'.repeat(LONGEST_LINE)}\n`))[0].length).toBe(LONGEST_LINE);
    const megabyte = gzipSync(Buffer.alloc(1e6));
    const bombs = [
      `x\n${'x'.repeat(LONGEST_LINE + 1)}\n`,
      zstdBomb(2400),
      Buffer.from(BZIP2_BOMB, 'base64'),
      Buffer.concat(Array.from({ length: 300 }, () => megabyte)),
    ];
    for (const [i, bomb] of bombs.entries()) {
      const before = process.memoryUsage().rss;
      await expect(linesOf(bomb)).rejects.toMatchObject({
        code: 'E_FILE',
        message: expect.stringMatching(
          `input: line ${i === 0 ? 2 : 1} is longer than ${LONGEST_LINE} bytes$`,
        ) as unknown,
      });
      expect(process.memoryUsage().rss - before).toBeLessThan(150e6);
    }
  });

  it('are not read from UTF-16, which is named', async () => {
    const little = Buffer.from('8/8/8/8 w\n', 'utf16le');
    const big = Buffer.from(little).swap16();
    const mark = Buffer.from([0xff, 0xfe]);
    for (const [bytes, name] of [
      [little, 'UTF-16LE'],
      [big, 'UTF-16BE'],
      [Buffer.concat([mark, little]), 'UTF-16LE'],
      [Buffer.concat([Buffer.from(mark).swap16(), big]), 'UTF-16BE'],
    ] as const) {
      await expect(linesOf(bytes)).rejects.toMatchObject({
        code: 'E_FILE',
        message: expect.stringMatching(/input: the text is UTF-16$/) as unknown,
        hint: `convert it to UTF-8: iconv -f ${name} -t UTF-8`,
      });
    }
  });

  it('stop on request, and a file that is not there is an error', async () => {
    const lines = readLines(join(directory, 'missing'));
    await expect(lines.next()).rejects.toMatchObject({ code: 'E_FILE' });
    await expect(readLines(directory).next()).rejects.toMatchObject({ code: 'E_FILE' });
    const controller = new AbortController();
    const many = readLines(written('line\n'.repeat(200_000)), { signal: controller.signal });
    await many.next();
    controller.abort();
    const rest = (async () => {
      for await (const line of many) expect(line.text).toBe('line');
    })();
    await expect(rest).rejects.toMatchObject({ code: 'E_ABORTED' });
  });
});
