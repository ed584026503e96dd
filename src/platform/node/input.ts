import { createReadStream, statSync } from 'node:fs';
import { addAbortSignal, PassThrough, pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { ZipFile } from 'yauzl';
import type { InputRun } from '../contract.ts';
import { DamagedInput, MAGIC_LENGTH, packingOf, unbzip2, unzstd } from '../unpack.ts';

/** The path that stands for standard input. */
export const STANDARD_INPUT = '-';

/** Most bytes of an archive that is no regular file, and so is kept in memory. */
const MOST_ARCHIVE = 1 << 28;
const LF = 10;

type Stream = AsyncGenerator<Uint8Array>;

/**
 * Reads a file or, with the path "-", standard input from the beginning to the end. Data that begin like gzip, zstd,
 * bzip2, xz or zip come unpacked, whatever the name; the files of an archive come one after another. Its memory stays
 * bounded: a chunk is unpacked when the one before it has been taken.
 * @throws DamagedInput if compressed data break off or are damaged, after all that could be unpacked; the system's
 * error, or the signal's reason
 */
export async function* readInput(path: string, run: InputRun): Stream {
  const { chunk: highWaterMark, signal } = run;
  const input = path === STANDARD_INPUT ? process.stdin : createReadStream(path, { highWaterMark });
  if (signal !== undefined) addAbortSignal(signal, input);
  let failure: { error: unknown } | undefined;
  async function* read(): Stream {
    let bytes = 0;
    try {
      for await (const chunk of input) {
        bytes += (chunk as Buffer).length;
        run.onRead?.(bytes);
        yield chunk as Buffer;
      }
    } catch (error) {
      failure = { error };
      throw error;
    }
  }
  try {
    yield* await unpacked(path, read(), run);
  } catch (error) {
    if (failure !== undefined) throw failure.error;
    throw new DamagedInput(error instanceof Error ? error.message : String(error));
  } finally {
    input.destroy();
  }
}

/** Returns what a stream holds, unpacked as its first bytes tell. */
async function unpacked(path: string, stream: Stream, run: InputRun): Promise<Stream> {
  const head: Uint8Array[] = [];
  let length = 0;
  while (length < MAGIC_LENGTH) {
    const next = await stream.next();
    if (next.done) break;
    head.push(next.value);
    length += next.value.length;
  }
  async function* whole(): Stream {
    yield* head;
    yield* stream;
  }
  switch (packingOf(Buffer.concat(head))) {
    case 'gzip':
      return drained(pipeline(whole(), createGunzip({ chunkSize: run.chunk }), ignore));
    case 'zstd':
      return unzstd(whole());
    case 'bzip2':
      return unbzip2(whole());
    case 'xz':
      return unxz(whole());
    case 'zip':
      return unzip(path, whole(), run);
    default:
      return whole();
  }
}

async function* unxz(packed: Stream): Stream {
  const { default: xz } = await import('xz-decompress');
  const unpacking = new xz.XzReadableStream(Readable.toWeb(Readable.from(packed, { objectMode: false })));
  yield* unpacking;
}

/** Unpacks an archive. Its directory is at its end, so a stream is kept in memory. */
async function* unzip(path: string, packed: Stream, run: InputRun): Stream {
  const yauzl = await import('yauzl');
  const zip =
    path !== STANDARD_INPUT && statSync(path).isFile()
      ? await yauzl.openPromise(path, { lazyEntries: true, autoClose: true })
      : await yauzl.fromBufferPromise(await collected(packed), { lazyEntries: true });
  yield* filesOf(zip, run);
}

/** The files of an archive. Each begins a line, as if it stood alone. */
async function* filesOf(zip: ZipFile, { signal }: InputRun): Stream {
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    const file = await zip.openReadStreamPromise(entry);
    if (signal !== undefined) addAbortSignal(signal, file);
    let last = LF;
    for await (const chunk of drained(pipeline(file, new PassThrough(), ignore))) {
      yield chunk;
      last = chunk[chunk.length - 1];
    }
    if (last !== LF) yield Uint8Array.of(LF);
  }
}

async function collected(stream: Stream): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MOST_ARCHIVE) throw new Error(`an archive of more than ${MOST_ARCHIVE} bytes must be a file`);
  }
  return Buffer.concat(chunks);
}

/** Takes all that a stream gives, and only then throws its error: iterating it would lose what was not taken yet. */
async function* drained(stream: Readable): Stream {
  let wake = (): void => undefined;
  let ended = false;
  const on = (): void => wake();
  stream.on('readable', on);
  stream.on('error', on);
  stream.on('end', () => {
    ended = true;
    wake();
  });
  try {
    for (;;) {
      const chunk = stream.read() as Buffer | null;
      if (chunk !== null) yield chunk;
      else if (stream.errored !== null) throw stream.errored;
      else if (ended) return;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    stream.destroy();
  }
}

/** The error of a pipeline is the error of its last stream. */
function ignore(): void {}
