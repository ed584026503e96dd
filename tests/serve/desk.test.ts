/** Slots, queue, shares of clients, and one computation for the same question. */

import { describe, expect, test } from 'vitest';
import { ClientShares } from '../../src/serve/client-shares.ts';
import { Desk } from '../../src/serve/desk.ts';
import { SharedWork } from '../../src/serve/shared-work.ts';
import { Slots } from '../../src/serve/slots.ts';

/** Lets everything that is due happen. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A promise that is kept by hand. */
function open<T>(): { promise: Promise<T>; keep: (value: T) => void; breaks: (error: Error) => void } {
  let keep!: (value: T) => void;
  let breaks!: (error: Error) => void;
  const promise = new Promise<T>((resolve, reject) => {
    keep = resolve;
    breaks = reject;
  });
  return { promise, keep, breaks };
}

describe('slots', () => {
  test('so many run, so many wait in their order, and one more is refused with 503', async () => {
    const slots = new Slots(2, 2);
    const works = Array.from({ length: 4 }, () => open<number>());
    const begun: number[] = [];
    const { signal } = new AbortController();
    const results = works.map((work, i) =>
      slots.run(() => {
        begun.push(i);
        return work.promise;
      }, signal),
    );
    expect([slots.running, slots.waiting]).toEqual([2, 2]);
    await expect(slots.run(async () => 0, signal)).rejects.toMatchObject({
      status: 503,
      headers: { 'retry-after': '1' },
    });
    works[1].keep(11);
    expect(await results[1]).toBe(11);
    await turn();
    expect(begun).toEqual([0, 1, 2]);
    works[0].breaks(new Error('broken'));
    await expect(results[0]).rejects.toThrow('broken');
    await turn();
    expect(begun).toEqual([0, 1, 2, 3]);
    works[2].keep(0);
    works[3].keep(0);
    await Promise.all([results[2], results[3]]);
    expect([slots.running, slots.waiting]).toEqual([0, 0]);
  });

  test('who leaves the queue frees his place and never runs', async () => {
    const slots = new Slots(1, 1);
    const first = open<void>();
    const running = slots.run(() => first.promise, new AbortController().signal);
    const leaving = new AbortController();
    let ran = false;
    const waiting = slots.run(async () => {
      ran = true;
    }, leaving.signal);
    leaving.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'E_ABORTED' });
    expect(slots.waiting).toBe(0);
    first.keep();
    await running;
    expect([ran, slots.running]).toEqual([false, 0]);
  });
});

test('a client has a share, others are not touched by it, and it comes back', async () => {
  const shares = new ClientShares(2);
  const work = open<string>();
  const two = [shares.run('a', () => work.promise), shares.run('a', () => work.promise)];
  await expect(shares.run('a', async () => 'third')).rejects.toMatchObject({ status: 429 });
  expect(await shares.run('b', async () => 'other')).toBe('other');
  work.keep('done');
  expect(await Promise.all(two)).toEqual(['done', 'done']);
  expect(await shares.run('a', async () => 'again')).toBe('again');
});

describe('shared work', () => {
  test('begins once, tells all who wait, and begins anew afterwards', async () => {
    const shared = new SharedWork<number, string>();
    const work = open<number>();
    let begun = 0;
    const told: string[] = [];
    const begin = (_: AbortSignal, tell: (progress: string) => void): Promise<number> => {
      begun++;
      return turn().then(() => {
        tell('half');
        return work.promise;
      });
    };
    const { signal } = new AbortController();
    const results = ['x', 'y'].map((name) => shared.join('key', begin, signal, (p) => told.push(`${name} ${p}`)));
    const other = shared.join('other key', async () => 5, signal);
    expect(await other).toBe(5);
    await turn();
    work.keep(7);
    expect(await Promise.all(results)).toEqual([7, 7]);
    expect([begun, told, shared.size]).toEqual([1, ['x half', 'y half'], 0]);
    await shared.join('key', begin, signal);
    expect(begun).toBe(2);
  });

  test('is stopped when the last client leaves, not before', async () => {
    const shared = new SharedWork<number, never>();
    const clients = [new AbortController(), new AbortController()];
    let stopped: AbortSignal | undefined;
    const results = clients.map(({ signal }) =>
      shared.join(
        'key',
        (own) => {
          stopped = own;
          return new Promise<number>(() => undefined);
        },
        signal,
      ),
    );
    clients[0].abort();
    await expect(results[0]).rejects.toMatchObject({ code: 'E_ABORTED' });
    expect(stopped!.aborted).toBe(false);
    clients[1].abort();
    await expect(results[1]).rejects.toMatchObject({ code: 'E_ABORTED' });
    expect([stopped!.aborted, shared.size]).toEqual([true, 0]);
  });

  test('fails for all', async () => {
    const shared = new SharedWork<number, never>();
    const { signal } = new AbortController();
    const begin = (): Promise<number> => Promise.reject(new Error('no'));
    const results = [shared.join('key', begin, signal), shared.join('key', begin, signal)];
    for (const { status } of await Promise.allSettled(results)) expect(status).toBe('rejected');
    expect(shared.size).toBe(0);
  });
});

test('the time of a question counts from its arrival', async () => {
  const desk = new Desk({ slots: 1, places: 1, perClient: 1, deadline: 500 });
  const request = { client: 'a', signal: new AbortController().signal, arrived: 1000 };
  expect(await desk.compute(request, 'key', async ({ until }) => until)).toBe(1500);
  expect(await desk.compute(request, 'key', async ({ until }) => until, { deadline: 20 })).toBe(1020);
});
