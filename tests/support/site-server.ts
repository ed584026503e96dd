/** Serves the built site over HTTP, with ranges, as any server of files does. */

import { createServer } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/** What was asked of the server, and what it sent. */
export interface Served {
  readonly path: string;
  readonly bytes: number;
  /** Bytes as brotli would send them; those of tables are as they are. */
  readonly brotli: number;
}

/** A server of the site. */
export interface SiteServer {
  readonly url: string;
  readonly served: Served[];
  close(): Promise<void>;
}

/** Starts a server on a free port. @param isolated whether pages are cross-origin isolated, so that memory can be shared */
export async function serveSite(folder: string, isolated: boolean): Promise<SiteServer> {
  const served: Served[] = [];
  const server = createServer(({ url = '/', headers }, response) => {
    const path = normalize(decodeURIComponent(new URL(url, 'http://site').pathname));
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    if (isolated) {
      response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
      response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    }
    if (!existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    const all = readFileSync(file);
    const range = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '');
    const bytes = range === null ? all : all.subarray(Number(range[1]), Number(range[2]) + 1);
    response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
    response.setHeader('Accept-Ranges', 'bytes');
    if (range !== null) response.setHeader('Content-Range', `bytes ${range[1]}-${range[2]}/${all.length}`);
    const brotli = extname(file) in TYPES ? brotliCompressSync(bytes).length : bytes.length;
    served.push({ path, bytes: bytes.length, brotli });
    response.writeHead(range === null ? 200 : 206).end(bytes);
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    served,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
