/** The queue on a NATS server: jobs are there once, results once and whole, and lost jobs come back. */

import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { JobQueue, TakenJob } from '../../src/jobs/index.ts';
import { openNatsQueue, removeNatsQueue } from '../../src/nats/index.ts';
import { parseAddress } from '../../src/nats/address.ts';
import { hasNats, NatsServer } from '../support/nats-server.ts';

test('addresses: with a token, a password, neither; a text that is none is not repeated', () => {
  expect(parseAddress('nats://host')).toEqual({ name: 'nats://host:4222', server: 'nats://host:4222' });
  expect(parseAddress('nats://s%40crt@host:1')).toMatchObject({ name: 'nats://host:1', token: 's@crt' });
  expect(parseAddress('nats://host', 'token')).toMatchObject({ token: 'token' });
  expect(parseAddress('tls://me:word@host', 'token')).toEqual({
    name: 'tls://host:4222',
    server: 'tls://host:4222',
    user: 'me',
    pass: 'word',
  });
  for (const text of ['secret', 'http://secret@host', 'nats:secret', '']) {
    expect(() => parseAddress(text)).toThrow(expect.objectContaining({ code: 'E_USAGE' }));
    expect(() => parseAddress(text)).not.toThrow(/secret/);
  }
});

const bytesOf = (length: number, seed: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * seed) >> 3);
/** Compares bytes; the runner's own comparison takes seconds. */
const same =
  (a: Uint8Array | undefined) =>
  (b: Uint8Array): boolean =>
    a !== undefined && Buffer.compare(a, b) === 0;
const streamOf = (bytes: Uint8Array) => (): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (controller) => {
      controller.enqueue(bytes);
      controller.close();
    },
  });

describe.skipIf(!hasNats)('a queue', () => {
  let server: NatsServer;
  let queue: JobQueue;
  const open: JobQueue[] = [];
  const opened = async (build = 'b'): Promise<JobQueue> => {
    const each = await openNatsQueue(server.url, { build, lease: 1 });
    open.push(each);
    return each;
  };
  const taken = async (from = queue): Promise<TakenJob> => {
    for (;;) {
      const job = await from.take();
      if (job !== undefined) return job;
    }
  };
  beforeAll(async () => {
    server = await NatsServer.start();
  });
  beforeAll(async () => {
    queue = await opened();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((each) => each.close()));
    await removeNatsQueue(server.url);
    queue = await opened();
  });
  afterAll(async () => {
    await Promise.all(open.map((each) => each.close()));
    await server?.end();
  });

  test('a job that is offered again and again is there once, waiting or taken', async () => {
    for (let i = 0; i < 3; i++) await queue.offer({ id: 'a', task: { n: i } });
    const job = await taken();
    expect(job).toMatchObject({ id: 'a', task: { n: 0 }, lease: 1 });
    await queue.offer({ id: 'a', task: {} });
    expect((await queue.contents()).open).toBe(1);
    await queue.keep('a', streamOf(bytesOf(9, 1)), {});
    await job.done();
    await queue.offer({ id: 'a', task: {} });
    expect(await queue.contents()).toMatchObject({ open: 0, results: [{ bytes: 9 }], failures: [] });
  });

  test('a job whose worker says nothing comes back; one whose worker does, does not', async () => {
    await queue.offer({ id: 'silent', task: 1 });
    const first = await taken();
    expect((await taken()).id).toBe(first.id);
    await queue.offer({ id: 'told', task: 2 });
    let job = await taken();
    while (job.id !== 'told') job = await taken();
    for (let i = 0; i < 6; i++) {
      await setTimeout(300);
      job.beat();
    }
    const second = await queue.take();
    expect(second?.id).not.toBe('told');
  });

  test('a result is kept once: the same bytes again change nothing, other bytes are an alarm', async () => {
    const bytes = bytesOf(1_500_000, 7); // more than two chunks
    const first = await queue.keep('a', streamOf(bytes), { told: 'first' });
    const digest = createHash('sha256').update(bytes).digest('base64url');
    expect(first.digest.replace(/=+$/, '')).toBe(`SHA-256=${digest}`);
    expect(await queue.keep('a', streamOf(bytes), { told: 'second' })).toEqual(first);
    await expect(queue.keep('a', streamOf(bytesOf(1_500_000, 9)), {})).rejects.toMatchObject({ code: 'E_VALUE_WRONG' });
    expect(await queue.result('a')).toEqual(first);
    expect(bytes).toSatisfy(same(await queue.fetch(first)));
    // What is not what the result says is not handed out.
    const other = await queue.keep('b', streamOf(bytesOf(10, 3)), {});
    expect(await queue.fetch({ ...first, artefact: other.artefact })).toBeUndefined();
    expect(await queue.fetch({ ...first, artefact: 'none' })).toBeUndefined();
    await queue.forget('a');
    expect(await queue.result('a')).toBeUndefined();
  });

  test('who waits is told of a result and of a failure, whoever ends the job, and of a signal', async () => {
    const worker = await opened();
    const stop = new AbortController();
    for (const id of ['good', 'bad', 'never']) await queue.offer({ id, task: id });
    const good = queue.settled('good', stop.signal);
    const bad = queue.settled('bad', stop.signal).catch((error: unknown) => error);
    const never = queue.settled('never', stop.signal).catch((error: unknown) => error);
    for (let i = 0; i < 3; i++) {
      const job = await taken(worker);
      expect(await worker.begin(job.id)).toEqual({ tries: 0 });
      if (job.id === 'good') {
        await worker.keep('good', streamOf(bytesOf(3, 1)), {});
        await job.done();
      } else if (job.id === 'bad') await job.setAside({ code: 'E_RULES', message: 'what', hint: 'how' });
    }
    expect(await good).toMatchObject({ bytes: 3 });
    expect(await bad).toMatchObject({ code: 'E_RULES', message: 'what', hint: 'how' });
    stop.abort();
    expect(await never).toMatchObject({ code: 'E_ABORTED' });
    // Offered again, the failure and its tries are forgotten.
    expect(await worker.begin('bad')).toEqual({ tries: 1 });
    await queue.offer({ id: 'bad', task: 'bad' });
    expect(await worker.begin('bad')).toEqual({ tries: 0 });
    expect((await queue.contents()).failures).toEqual([]);
  });

  test.each(['SIGKILL', 'SIGTERM'] as const)(
    'a server that ends by %s and comes back has lost nothing',
    async (signal) => {
      const idle = queue.take();
      await queue.offer({ id: 'a', task: 1 });
      const kept = await queue.keep('b', streamOf(bytesOf(700_000, 5)), {});
      (await idle)?.giveBack(0);
      const waiting = queue.take();
      await server.kill(signal);
      const begun = queue.begin('a');
      const again = queue.keep('c', streamOf(bytesOf(700_000, 6)), {});
      await setTimeout(300);
      await server.start();
      expect(await begun).toEqual({ tries: 0 });
      expect((await queue.fetch(await again))?.length).toBe(700_000);
      expect(bytesOf(700_000, 5)).toSatisfy(same(await queue.fetch(kept)));
      expect((await waiting)?.id ?? 'a').toBe('a');
      expect(await queue.contents()).toMatchObject({ open: 1 });
    },
  );

  test('another build can neither open the queue nor take from it; a wrong token is refused', async () => {
    await expect(opened('c')).rejects.toMatchObject({
      code: 'E_QUEUE',
      message: expect.stringContaining('build b') as string,
    });
    await expect(openNatsQueue(server.address, { build: 'b', token: 'x' })).rejects.toMatchObject({ code: 'E_QUEUE' });
    // The queue is removed and made anew by another build while this one is open.
    await removeNatsQueue(server.url);
    const other = await opened('c');
    await other.offer({ id: 'a', task: 1 });
    await expect(taken()).rejects.toMatchObject({ code: 'E_QUEUE' });
    expect((await taken(other)).id).toBe('a');
  });

  test('a message that nobody offered is dropped', async () => {
    const { connect } = await import('@nats-io/transport-node');
    const { jetstream } = await import('@nats-io/jetstream');
    const stranger = await connect({ servers: server.address, token: NatsServer.token });
    for (const [i, text] of ['{', 'null', '{"task":1}'].entries()) {
      await jetstream(stranger).publish(`endgame.job.x${i}`, text);
      expect(await queue.take()).toBeUndefined();
    }
    await stranger.close();
    expect((await queue.contents()).open).toBe(0);
  });

  test('everybody answers who asks', async () => {
    const others = [await opened(), await opened()];
    expect(await queue.ask()).toEqual([]);
    others.forEach((each, i) => each.answer(() => ({ i })));
    // Until the server knows them, they are not asked.
    let answers: unknown[] = [];
    while (answers.length < 2) answers = await queue.ask();
    expect(answers).toEqual(expect.arrayContaining([{ i: 0 }, { i: 1 }]));
  });
});
