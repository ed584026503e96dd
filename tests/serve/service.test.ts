/** The service over a socket: routes, failures, limits, and its OpenAPI document against its answers. */

import { connect } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { misfits } from '../support/json-schema.ts';
import { serve, type Served } from './support.ts';

type Json = Readonly<Record<string, unknown>>;

const ROOK = '8/8/8/8/8/1k6/8/K2R4 w - - 0 1';
/** Far too many men to be told in the time of a test. */
const HARD = '8/6B1/6B1/8/2K5/3nk3/8/8 b - - 0 1';
const TIC = 'xx./oo./... x';
let served: Served;
let document: { paths: Readonly<Record<string, Json>>; components: { schemas: Readonly<Record<string, Json>> } };

beforeAll(async () => {
  served = await serve(['chess', 'tic-tac-toe', 'othello-4x4', 'nim-1-3-5-7'], {}, 1_000_000);
  document = (await (await get('/openapi.json')).json()) as typeof document;
});

function get(path: string, init: RequestInit = {}, { url }: Served = served): Promise<Response> {
  return fetch(url + path, init);
}

function asked(path: string, query: Readonly<Record<string, string>>): string {
  return `${path}?${new URLSearchParams(query).toString()}`;
}

/** Returns what is wrong with a reply by the document. */
function wrongs(template: string, method: string, response: Response, body: string): string[] {
  const operation = document.paths[template]?.[method] as
    | { responses: Readonly<Record<string, { content: Readonly<Record<string, { schema: Json }>> }>> }
    | undefined;
  const reply = operation?.responses[response.status];
  const type = response.headers.get('content-type')!.split(';')[0];
  const schema = reply?.content[type]?.schema;
  if (schema === undefined) return [`${method} ${template} has no ${response.status} ${type}`];
  const values: unknown[] =
    type === 'application/x-ndjson'
      ? body
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
      : [type === 'application/json' ? JSON.parse(body) : body];
  return values.flatMap((value) => misfits(value, schema, document.components.schemas));
}

describe('every answer has the form of the document', () => {
  test.each([
    ['/standard', asked('/standard', { fen: ROOK }), 200],
    ['/standard', asked('/standard', { fen: 'R6k/8/6K1/8/8/8/8/8 b - - 1 1' }), 200],
    ['/standard', asked('/standard', { fen: '8/8' }), 400],
    ['/standard', '/standard', 400],
    ['/standard', asked('/standard', { fen: '8'.repeat(200) }), 400],
    ['/standard/mainline', asked('/standard/mainline', { fen: ROOK }), 200],
    [
      '/standard/mainline',
      asked('/standard/mainline', { fen: 'rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1' }),
      404,
    ],
    ['/monitor', '/monitor', 200],
    ['/games', '/games', 200],
    ['/games/{id}', '/games/othello-4x4', 200],
    ['/games/{id}', '/games/go', 404],
    ['/games/{id}/position', asked('/games/chess/position', { position: ROOK, line: 'true' }), 200],
    ['/games/{id}/position', asked('/games/tic-tac-toe/position', { position: TIC }), 200],
    ['/games/{id}/position', asked('/games/chess/position', { position: HARD, deadline: '1' }), 200],
    ['/games/{id}/position', asked('/games/tic-tac-toe/position', { position: 'what' }), 400],
    ['/games/{id}/position', asked('/games/tic-tac-toe/position', { position: TIC, moves: 'yes' }), 400],
    ['/games/{id}/position', asked('/games/tic-tac-toe/position', { position: TIC, deadline: '20001' }), 400],
    ['/games/{id}/position', asked('/games/tic-tac-toe/position', { position: TIC, memory: '9GB' }), 400],
    ['/games/{id}/position', asked('/games/..%2Fetc/position', { position: TIC }), 404],
    ['/plans', '/plans', 200],
    ['/health', '/health', 200],
    ['/metrics', '/metrics', 200],
    ['/openapi.json', '/openapi.json', 200],
  ])('%s: %s', async (template, path, status) => {
    const response = await get(path);
    const body = await response.text();
    expect(response.status, body).toBe(status);
    expect(wrongs(template, 'get', response, body)).toEqual([]);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  test('the checker of forms refuses what is wrong', () => {
    const { schemas } = document.components;
    const health = schemas['Health'];
    expect(misfits({ status: 'ok', running: 0, waiting: 0 }, health, schemas)).toEqual([]);
    expect(misfits({ status: 'ill', running: -1, more: 1 }, health, schemas)).toHaveLength(4);
  });

  test('the document names the routes of the service and no others', () => {
    const named = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(named.sort()).toEqual(served.service.routes.map(({ method, path }) => `${method} ${path}`).sort());
    expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'endgame-lab' } });
  });
});

test('lichess: the fields in the text itself, the cache, and failures in plain text', async () => {
  const path = asked('/standard', { fen: ROOK });
  const [first, second] = [await (await get(path)).text(), await (await get(path)).text()];
  expect(second).toBe(first);
  expect(first).toMatch(
    /^\{"checkmate":false,"stalemate":false,"variant_win":false,"variant_loss":false,"insufficient_material":false,"dtz":19,"precise_dtz":19,"dtm":19,"dtw":null,"dtc":null,"category":"win","moves":\[\{"uci":"d1c1","san":"Rc1","zeroing":false,"conversion":false,"checkmate"/,
  );
  expect(await (await get('/monitor')).text()).toMatch(/^tablebase cache=[1-9]\d*u,cache_miss=\d+u$/);
  const wrong = await get(asked('/standard', { fen: '8/8' }));
  expect(wrong.headers.get('content-type')).toMatch('text/plain');
  expect(await wrong.text()).toMatch(/^position "8\/8 w - - 0 1": /);
});

test('games: outcome, score and bounds', async () => {
  const tic = (await (await get(asked('/games/tic-tac-toe/position', { position: TIC }))).json()) as Json;
  expect(tic).toMatchObject({ exact: true, outcome: 'win', plies: 1, moves: [{ move: 'c3' }, {}, {}, {}, {}] });
  expect(tic['provenance']).toMatchObject({ table: 'all' });
  expect(Object.keys(tic['provenance'] as Json)).not.toContain('warnings');
  const bare = await get(asked('/games/tic-tac-toe/position', { position: TIC, moves: 'false' }));
  expect(await bare.json()).toMatchObject({ outcome: 'win', moves: [] });
  const hard = await get(asked('/games/chess/position', { position: HARD, deadline: '1' }));
  expect(await hard.json()).toMatchObject({ exact: false, bounds: { lower: {}, upper: {} } });
});

test('batches: a line for each line, in order, errors among them', async () => {
  const lines = [{ position: TIC }, { position: 'what' }, { position: TIC, moves: true }, { pos: 1 }];
  const body = [...lines.map((line) => JSON.stringify(line)), 'no json', ''].join('\n');
  const response = await get('/games/tic-tac-toe/positions', { method: 'POST', body });
  const text = await response.text();
  expect(response.status).toBe(200);
  expect(wrongs('/games/{id}/positions', 'post', response, text)).toEqual([]);
  const answers = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Json);
  expect(answers).toHaveLength(5);
  expect(answers[0]).toMatchObject({ outcome: 'win', moves: [] });
  expect(answers[1]).toMatchObject({ input: 'what', error: { code: 'E_POSITION' } });
  expect(answers[2]).toMatchObject({ outcome: 'win', moves: [{ move: 'c3' }, {}, {}, {}, {}] });
  for (const i of [3, 4]) expect(answers[i]).toMatchObject({ error: { code: 'HTTP_400' } });
});

test.each([
  [1001, 413],
  [0, 400],
])('a batch of %i lines: %i', async (count, status) => {
  const body = `${JSON.stringify({ position: TIC })}\n`.repeat(count);
  const response = await get('/games/tic-tac-toe/positions', { method: 'POST', body });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error: { message: /lines/ } });
});

test('a body without end is refused', async () => {
  const response = await get('/games/tic-tac-toe/positions', { method: 'POST', body: 'x'.repeat(1_100_000) });
  expect(response.status).toBe(413);
});

test('progress, then the answer, as server-sent events', async () => {
  const path = asked('/games/nim-1-3-5-7/position', { position: '1 3 5 7', line: 'true' });
  const response = await get(path, { headers: { accept: 'text/event-stream' } });
  expect(response.headers.get('content-type')).toMatch('text/event-stream');
  const text = await response.text();
  const events = [...text.matchAll(/^event: (\w+)\ndata: (.*)\n\n/gm)];
  expect(events.map(([all]) => all).join('')).toBe(text);
  expect(events.at(-1)?.[1], text).toMatch(/^(answer|error)$/);
  expect(JSON.parse(events.at(-1)?.[2] ?? '')).toBeTypeOf('object');
  for (const [, name] of events.slice(0, -1)) expect(name).toBe('progress');
});

test('methods: OPTIONS for browsers, HEAD without a body, 405 with what is allowed, 404 elsewhere', async () => {
  const options = await get('/games/chess/positions', { method: 'OPTIONS' });
  expect(options.status).toBe(204);
  expect(options.headers.get('access-control-allow-methods')).toBe('POST');
  const head = await get('/health', { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
  const post = await get('/standard', { method: 'POST' });
  expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, OPTIONS']);
  for (const path of [
    '/',
    '/games/chess/other',
    '/games//position',
    '/standard/',
    '/atomic',
    '/games/chess/position/x',
  ])
    expect((await get(path)).status, path).toBe(404);
});

test('metrics count replies by template, never by what clients wrote', async () => {
  await get('/games/made-up-name/position?position=x');
  const text = await (await get('/metrics')).text();
  expect(text).toContain('endgame_requests_total{route="/games/{id}/position",status="404"}');
  expect(text).toContain('endgame_request_seconds_bucket{route="/standard",le="+Inf"}');
  expect(text).toMatch(/\ntest_gauge 42\n/);
  expect(text).not.toContain('made-up-name');
  for (const line of text.trim().split('\n'))
    expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]*\}?[^}]*\})? [\d.e+-]+)$/);
});

describe('load', () => {
  test('the queue is full: 503, a client has its share: 429, both with Retry-After; who leaves frees his place', async () => {
    const busy = await serve(['chess'], { slots: 1, places: 1, perClient: 3, deadline: 60_000 });
    const leaving = new AbortController();
    const hard = (position: string): Promise<Response | string> =>
      get(asked('/games/chess/position', { position }), { signal: leaving.signal }, busy).catch(() => 'left');
    const positions = [HARD, HARD.replace('- 0 1', '- 1 1')];
    const waiting = [...positions, HARD].map(hard);
    const numbers = async (): Promise<Json> => (await (await get('/health', {}, busy)).json()) as Json;
    await expect.poll(numbers, { timeout: 20_000 }).toMatchObject({ running: 1, waiting: 1 });
    const refused = await get(asked('/games/chess/position', { position: HARD.replace('- 0 1', '- 2 1') }), {}, busy);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    leaving.abort();
    expect(await Promise.all(waiting)).toEqual(['left', 'left', 'left']);
    // The computation hears that nobody waits for it any more.
    await expect.poll(numbers, { timeout: 20_000 }).toMatchObject({ running: 0, waiting: 0 });
    await busy.close();
    expect(busy.faults).toEqual([]);
  });

  test('the queue is full: 503', async () => {
    const busy = await serve(['chess'], { slots: 1, places: 1, perClient: 9, deadline: 60_000 });
    const leaving = new AbortController();
    const ask = (clock: number, signal?: AbortSignal): Promise<Response> =>
      get(asked('/standard', { fen: HARD.replace('- 0 1', `- ${clock} 1`) }), signal ? { signal } : {}, busy);
    const waiting = [0, 1].map((clock) => ask(clock, leaving.signal).catch(() => 'left'));
    const numbers = async (): Promise<Json> => (await (await get('/health', {}, busy)).json()) as Json;
    await expect.poll(numbers, { timeout: 20_000 }).toMatchObject({ running: 1, waiting: 1 });
    const refused = await ask(2);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await refused.text()).toMatch('too many questions wait');
    leaving.abort();
    await Promise.all(waiting);
    await busy.close();
  });

  test('closing: replies in progress end, then what is left is told 503', async () => {
    const closing = await serve(['chess'], { deadline: 60_000 });
    const left = get(asked('/standard', { fen: HARD }), {}, closing);
    const numbers = async (): Promise<Json> => (await (await get('/health', {}, closing)).json()) as Json;
    await expect.poll(numbers, { timeout: 20_000 }).toMatchObject({ running: 1 });
    const closed = closing.close(50);
    const response = await left;
    expect([response.status, await response.text()]).toEqual([503, expect.stringMatching('stopped')]);
    await closed;
    await expect(get('/health', {}, closing)).rejects.toThrow('fetch failed');
  });
});

test('nonsense on the socket is no fault of the service', async () => {
  const port = Number(new URL(served.url).port);
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end('what is this\r\n\r\n'));
    let text = '';
    socket.on('data', (data) => (text += data.toString()));
    socket.on('close', () => resolve(text));
  });
  expect(answer).toMatch(/^HTTP\/1.1 400/);
  expect((await get('/health')).status).toBe(200);
  expect(served.faults).toEqual([]);
});
