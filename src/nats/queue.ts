import type { JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { abortError, EndgameError } from '../game/errors.ts';
import type {
  JobQueue,
  QueueContents,
  QueueFailure,
  QueueJob,
  QueueResult,
  QueueTries,
  TakenJob,
} from '../jobs/index.ts';
import { type NatsAddress, parseAddress } from './address.ts';
import { loadNats, type NatsPackages } from './packages.ts';
import { isPassing, patiently, delay, refusal } from './patience.ts';
import { JOBS, KEYS, openStreams, removeStreams, type Streams, SUBJECTS, WORKERS } from './streams.ts';

/** How a queue is opened. */
export interface NatsQueueOptions {
  /** Which build of the program asks. Builds do not share a queue. */
  readonly build: string;
  /** For an address without one. */
  readonly token?: string | undefined;
  /** Seconds until a job whose worker says nothing falls back to the queue; a queue that exists keeps its own. */
  readonly lease?: number | undefined;
}

/** Milliseconds that `take` waits for a job. */
const TAKE_MS = 2_000;
/** Milliseconds until a result is looked for whose news may have been lost. */
const LOOK_MS = 5_000;
const ANSWER_MS = 700;
const RECONNECT_MS = 500;
/** How long a server that was reached may be away before its queue is open. One without JetStream never answers. */
const OPENING_SECONDS = 15;
/** Codes of the server: the subject has a message already; the key has a value already. */
const OCCUPIED = 10077;
const EXISTS = 10071;

/** A message of the stream of jobs. */
interface Message {
  readonly build: string;
  readonly task: unknown;
}

/**
 * Opens a queue on a NATS server with JetStream, and makes it if there is none.
 * @param url `parseAddress` says how it is written
 * @throws EndgameError E_USAGE (address, packages); E_QUEUE if nobody listens there, or the queue belongs to another build
 */
export async function openNatsQueue(url: string, options: NatsQueueOptions): Promise<JobQueue> {
  const address = parseAddress(url, options.token);
  const packages = await loadNats();
  const connection = await connected(packages, address);
  try {
    const streams = await patiently(
      async () => {
        const opened = await openStreams(packages, connection, options.lease);
        await claim(opened, options.build, address.name);
        return opened;
      },
      address.name,
      OPENING_SECONDS,
    );
    return new NatsQueue(connection, streams, options.build, address.name);
  } catch (error) {
    await connection.close();
    throw refusal(error, address.name);
  }
}

/**
 * Removes the queue of a server with all jobs and results, whatever build it belongs to.
 * @throws EndgameError as `openNatsQueue`
 */
export async function removeNatsQueue(url: string, token?: string): Promise<void> {
  const address = parseAddress(url, token);
  const packages = await loadNats();
  const connection = await connected(packages, address);
  try {
    const remove = async (): Promise<void> =>
      await removeStreams(await packages.jetstream.jetstreamManager(connection));
    await patiently(remove, address.name, OPENING_SECONDS);
  } catch (error) {
    throw refusal(error, address.name);
  } finally {
    await connection.close();
  }
}

async function connected({ transport }: NatsPackages, address: NatsAddress): Promise<NatsConnection> {
  const { name, server, ...secrets } = address;
  try {
    return await transport.connect({
      servers: server,
      ...secrets,
      maxReconnectAttempts: -1,
      reconnectTimeWait: RECONNECT_MS,
    });
  } catch (error) {
    const what = (error as Error).message;
    throw new EndgameError('E_QUEUE', `${name}: ${what}`, 'start "nats-server -js" there, and give its token', {
      cause: error,
    });
  }
}

/** @throws EndgameError E_QUEUE if the queue belongs to another build */
async function claim({ known }: Streams, build: string, server: string): Promise<void> {
  await known.create(KEYS.build, build).catch(async (error: unknown) => {
    const found = (await known.get(KEYS.build))?.string();
    if (found === undefined) throw error;
    if (found !== build) throw otherBuild(server, found, build);
  });
}

function otherBuild(server: string, found: string, own: string): EndgameError {
  const hint = 'run the same version everywhere, or begin anew with "endgame queue URL --remove"';
  return new EndgameError('E_QUEUE', `${server}: the queue belongs to build ${found}, this is ${own}`, hint);
}

/** A queue on a NATS server. */
class NatsQueue implements JobQueue {
  readonly name: string;
  readonly #connection: NatsConnection;
  readonly #streams: Streams;
  readonly #build: string;
  /** Called when a job has ended, by subject. */
  readonly #waiting = new Map<string, () => void>();
  readonly #signals = new WeakSet<AbortSignal>();

  constructor(connection: NatsConnection, streams: Streams, build: string, name: string) {
    this.name = name;
    this.#connection = connection;
    this.#streams = streams;
    this.#build = build;
    connection.subscribe(SUBJECTS.ended('*'), { callback: (_, { subject }) => this.#waiting.get(subject)?.() });
  }

  async offer({ id, task }: QueueJob): Promise<void> {
    const { known, jetstream } = this.#streams;
    const message: Message = { build: this.#build, task };
    await this.#patiently(async () => {
      if ((await known.get(KEYS.done(id)))?.operation === 'PUT') return;
      for (const key of [KEYS.failed(id), KEYS.tries(id)])
        if ((await known.get(key))?.operation === 'PUT') await known.delete(key);
      await jetstream.publish(SUBJECTS.job(id), JSON.stringify(message)).catch(unless(OCCUPIED));
    });
  }

  async result(id: string): Promise<QueueResult | undefined> {
    return await this.#read<QueueResult>(KEYS.done(id));
  }

  async settled(id: string, signal: AbortSignal | undefined): Promise<QueueResult> {
    if (signal !== undefined) this.#heed(signal);
    for (;;) {
      if (signal?.aborted) throw abortError('what the queue has');
      const { news, cancel } = this.#newsOf(id);
      try {
        const found = await this.result(id);
        if (found !== undefined) return found;
        const failure = await this.#read<QueueFailure>(KEYS.failed(id));
        if (failure !== undefined) throw new EndgameError(failure.code, failure.message, failure.hint);
        await news;
      } finally {
        cancel();
      }
    }
  }

  async take(): Promise<TakenJob | undefined> {
    let message: JsMsg | null;
    try {
      const consumer = await this.#streams.jetstream.consumers.get(JOBS, WORKERS);
      message = await consumer.next({ expires: TAKE_MS });
    } catch (error) {
      if (!isPassing(error)) throw refusal(error, this.name);
      await delay(RECONNECT_MS);
      return undefined;
    }
    if (message === null) return undefined;
    const { build, task } = read(message);
    if (build === this.#build) return this.#taken(message, task);
    if (build === undefined) {
      message.term();
      return undefined;
    }
    message.nak();
    throw otherBuild(this.name, build, this.#build);
  }

  async begin(id: string): Promise<QueueTries> {
    const before = (await this.#read<QueueTries>(KEYS.tries(id))) ?? { tries: 0 };
    await this.remember(id, { ...before, tries: before.tries + 1 });
    return before;
  }

  async remember(id: string, tries: QueueTries): Promise<void> {
    await this.#patiently(async () => await this.#streams.known.put(KEYS.tries(id), JSON.stringify(tries)));
  }

  async keep(id: string, bytes: () => ReadableStream<Uint8Array>, facts: unknown): Promise<QueueResult> {
    const { artefacts, known } = this.#streams;
    // Two workers may finish one job. Each stores its bytes under a name of its own, so that neither touches the other's.
    const artefact = `${id}.${crypto.randomUUID()}`;
    const stored = await this.#patiently(async () => await artefacts.put({ name: artefact }, bytes()));
    const result: QueueResult = { artefact, bytes: stored.size, digest: stored.digest, facts };
    await this.#patiently(async () => await known.create(KEYS.done(id), JSON.stringify(result)).catch(unless(EXISTS)));
    const first = await this.result(id);
    if (first !== undefined && first.artefact !== artefact) {
      await this.#patiently(async () => await artefacts.delete(artefact));
      if (first.digest !== result.digest) throw otherBytes(id, first, result);
    }
    return first ?? result;
  }

  async fetch({ artefact, digest }: QueueResult): Promise<Uint8Array | undefined> {
    const { artefacts } = this.#streams;
    return await this.#patiently(async () => {
      const info = await artefacts.info(artefact);
      if (info === null || info.digest !== digest) return undefined;
      try {
        return (await artefacts.getBlob(artefact)) ?? undefined; // which compares the bytes with the digest
      } catch (error) {
        if (isPassing(error)) throw error;
        return undefined;
      }
    });
  }

  async forget(id: string): Promise<void> {
    await this.#patiently(async () => await this.#streams.known.delete(KEYS.done(id)));
  }

  async contents(): Promise<QueueContents> {
    const { known, manager } = this.#streams;
    return await this.#patiently(async () => {
      const values = async (filter: string): Promise<string[]> => {
        const found: string[] = [];
        for await (const entry of await known.history({ key: filter }))
          if (entry.operation === 'PUT') found.push(entry.string());
        return found;
      };
      const results = (await values(KEYS.done('*'))).map((text) => JSON.parse(text) as QueueResult);
      const failures = (await values(KEYS.failed('*'))).map((text) => JSON.parse(text) as QueueFailure);
      return { results, failures, open: (await manager.streams.info(JOBS)).state.messages };
    });
  }

  answer(answer: () => unknown): void {
    this.#connection.subscribe(SUBJECTS.ask, {
      callback: (error, message) => void (error ?? message.respond(JSON.stringify(answer()))),
    });
  }

  async ask(): Promise<unknown[]> {
    const answers: unknown[] = [];
    try {
      const options = { strategy: 'timer', maxWait: ANSWER_MS } as const;
      for await (const message of await this.#connection.requestMany(SUBJECTS.ask, '', options))
        answers.push(message.json());
    } catch (error) {
      if (!isPassing(error)) throw refusal(error, this.name); // nobody answers
    }
    return answers;
  }

  async remove(): Promise<void> {
    await this.#patiently(async () => await removeStreams(this.#streams.manager));
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }

  /** Wakes all who wait when a signal fires, with one listener however many they are. */
  #heed(signal: AbortSignal): void {
    if (this.#signals.has(signal)) return;
    this.#signals.add(signal);
    const wake = (): void => {
      for (const each of this.#waiting.values()) each();
    };
    signal.addEventListener('abort', wake, { once: true });
  }

  /** Returns a promise of the next news of a job, or of a while without any, since news can be lost. */
  #newsOf(id: string): { readonly news: Promise<void>; readonly cancel: () => void } {
    const subject = SUBJECTS.ended(id);
    let timer: ReturnType<typeof setTimeout>;
    const news = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, LOOK_MS);
      this.#waiting.set(subject, resolve);
    });
    const cancel = (): void => {
      clearTimeout(timer);
      this.#waiting.delete(subject);
    };
    return { news, cancel };
  }

  #taken(message: JsMsg, task: unknown): TakenJob {
    const id = message.subject.slice(SUBJECTS.job('').length);
    const end = async (): Promise<void> => {
      // A word that is lost does no harm: whoever is given the job again finds what became of it.
      await message.ackAck().catch(() => false);
      this.#connection.publish(SUBJECTS.ended(id));
    };
    return {
      id,
      task,
      lease: this.#streams.lease,
      beat: () => message.working(),
      done: end,
      giveBack: (seconds) => message.nak(seconds * 1000),
      setAside: async (failure) => {
        await this.#patiently(async () => await this.#streams.known.put(KEYS.failed(id), JSON.stringify(failure)));
        await end();
      },
    };
  }

  async #read<T>(key: string): Promise<T | undefined> {
    const entry = await this.#patiently(async () => await this.#streams.known.get(key));
    return entry?.operation === 'PUT' ? entry.json<T>() : undefined;
  }

  async #patiently<T>(action: () => Promise<T>): Promise<T> {
    return await patiently(action, this.name);
  }
}

/** Returns what a message says; nothing if it was not sent by `offer`. */
function read(message: JsMsg): Partial<Message> {
  try {
    const { build, task } = message.json<Partial<Message>>();
    return typeof build === 'string' ? { build, task } : {};
  } catch {
    return {};
  }
}

/** Returns a handler that takes the server's refusal with a code for success. */
function unless(code: number): (error: unknown) => void {
  return (error) => {
    if ((error as { code?: unknown }).code !== code) throw error;
  };
}

function otherBytes(id: string, first: QueueResult, second: QueueResult): EndgameError {
  return new EndgameError(
    'E_VALUE_WRONG',
    `job ${id} came out twice with other bytes: ${first.digest} of ${first.bytes} bytes, then ${second.digest} of ${second.bytes}`,
    'one of the two machines computes wrongly; "endgame verify" tells which table is right',
  );
}
