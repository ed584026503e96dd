/** Tables of a server of files: every byte is counted, and what does not come is computed. */

import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { chess } from '../../games/chess.ts';
import { type Answer, Solver } from '../../src/solve/index.ts';
import { BlockCache, FetchedFiles, TableStore } from '../../src/table/index.ts';
import { type SiteServer, serveSite } from '../support/site-server.ts';

const TABLES = fileURLToPath(new URL('../../tables/outcomes', import.meta.url));
/** Rook against king: won, by the rules of every primer. */
const ROOK = '8/8/8/8/8/1k6/8/K2R4 w - - 0 1';
const sizeOf = (table: string): number => statSync(join(TABLES, `chess.${table}.wdl.egt`)).size;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  closing.push(() => new Promise((done) => void server.close(() => done())));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function served(): Promise<SiteServer> {
  const server = await serveSite(TABLES, false);
  closing.push(() => server.close());
  return server;
}

async function asked(files: FetchedFiles, fen: string): Promise<Answer> {
  const solver = new Solver({ game: chess, metric: 'wdl', store: new TableStore(files, new BlockCache()) });
  try {
    return await solver.query(fen);
  } finally {
    solver.close();
  }
}

describe('tables of a server', () => {
  test('are fetched when they are read, each byte once', async () => {
    const server = await served();
    const files = await FetchedFiles.in(server.url);
    expect(files.fetchedBytes).toBe(0);
    const { outcome, provenance } = await asked(files, ROOK);
    expect([outcome, provenance.source, provenance.table]).toEqual(['win', 'table', 'KRvK']);
    expect(files.fetchedBytes).toBe(sizeOf('KRvK'));
    await asked(files, ROOK);
    expect(files.fetchedBytes).toBe(sizeOf('KRvK'));
    const tables = server.served.filter(({ path }) => path.endsWith('.egt'));
    expect(tables.map(({ bytes }) => bytes)).toEqual([sizeOf('KRvK')]);
  });

  test('come in ranges if they are large, and whole from a server that knows none', async () => {
    const server = await served();
    const ranges = await FetchedFiles.in(server.url);
    const whole = await FetchedFiles.in(
      await serve(({ url = '/' }, response) => response.end(readFileSync(join(TABLES, url.slice(1))))),
    );
    const large = 'chess.KRPvKR.wdl.egt';
    const start = readFileSync(join(TABLES, large)).subarray(70_000, 70_010);
    for (const [files, most] of [
      [ranges, 1 << 16],
      [whole, sizeOf('KRPvKR')],
    ] as const) {
      const source = files.open(large);
      const missing = await Promise.resolve()
        .then(() => source.readAt(70_000, 10))
        .catch((error: unknown) => error);
      await (missing as { fetch(signal: undefined): Promise<void> }).fetch(undefined);
      expect([...source.readAt(70_000, 10)]).toEqual([...start]);
      expect(files.fetchedBytes).toBe(most);
    }
  });

  test('that do not come are computed instead, and that is told', async () => {
    const manifest = readFileSync(join(TABLES, 'manifest.json'));
    const files = await FetchedFiles.in(
      await serve(({ url }, response) => {
        if (url === '/manifest.json') response.end(manifest);
        else response.writeHead(503).end();
      }),
    );
    const { outcome, provenance } = await asked(files, ROOK);
    expect([outcome, provenance.source]).toEqual(['win', 'computed']);
    expect(provenance.warnings.join()).toContain('503');
  });

  test('are not there if there is no list of them', async () => {
    const address = await serve((_, response) => response.writeHead(404).end());
    await expect(FetchedFiles.in(address)).rejects.toMatchObject({
      code: 'E_FILE',
      message: expect.stringContaining('404'),
    });
  });
});
