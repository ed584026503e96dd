import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { formatBytes, formatSeconds } from '../text/format.ts';
import { type ArenaEntry, RUN } from './entry.ts';
import { endSession, filesOutside, usageOf, type UsedFile } from './process-tree.ts';

/** What an entry may take. */
export interface ArenaLimits {
  /** Most seconds by the clock for one answer; the first one starts the program too. */
  readonly seconds: number;
  /** Most bytes in memory, all processes together. */
  readonly memory: number;
}

/** What a session of questions took. */
export interface RunCost {
  /** CPU seconds from the start to the last answer. */
  readonly seconds: number;
  /** The same to the first answer, and by the clock. */
  readonly first: { readonly seconds: number; readonly clock: number };
  /** Longest wait for a later answer, by the clock; 0 if there was none. */
  readonly longest: number;
  /** Files outside the entry's directory that it had open or in memory at the end: its runtime. */
  readonly outside: readonly UsedFile[];
}

/** Why an entry is out. */
export class Disqualified extends Error {
  override readonly name = 'Disqualified';
}

/** Where programs of the system are; users' own places are left out, so that every operator runs the same. */
const PATH = ['/usr/local/bin', '/usr/bin', '/bin', dirname(process.execPath)].join(':');
/** Milliseconds from one look at the memory to the next. */
const LOOK = 50;
/** Most letters of an answer, and of what is shown of it or of complaints. */
const LONGEST = 256;
const SHOWN = 80;

/** A program of an entry that runs and is asked questions. */
export class Contestant {
  readonly #entry: ArenaEntry;
  readonly #limits: ArenaLimits;
  readonly #child: ChildProcess;
  readonly #start = performance.now();
  readonly #looking: NodeJS.Timeout;
  /** What it has written and nobody has read. */
  #written = '';
  #complaint = '';
  #failure: Disqualified | undefined;
  /** Goes on where an answer is waited for. */
  #wake: () => void = () => undefined;

  /** @param words the arguments of the program */
  constructor(entry: ArenaEntry, words: readonly string[], limits: ArenaLimits) {
    this.#entry = entry;
    this.#limits = limits;
    const { directory } = entry;
    // Its own session of processes, so that all its children are found.
    this.#child = spawn(join(directory, RUN), words, {
      cwd: directory,
      env: { PATH, LANG: 'C.UTF-8' },
      detached: true,
      shell: false,
    });
    const { stdin, stdout, stderr } = this.#child;
    stdin?.on('error', () => undefined);
    stdout?.setEncoding('latin1').on('data', (text: string) => this.#read(text));
    stderr?.setEncoding('latin1').on('data', (text: string) => {
      this.#complaint = `${this.#complaint}${text}`.slice(-LONGEST);
    });
    this.#child.on('error', ({ message }) => this.#fail(`cannot be started: ${message}`));
    this.#child.on('close', (code, signal) => this.#fail(`ended with ${signal ?? code}${this.#complained()}`));
    this.#looking = setInterval(() => this.#look(), LOOK);
  }

  /**
   * Asks questions one after the other, and ends the program.
   * @param check is given the number of each answer and the answer, and returns what is wrong with it
   * @throws Disqualified; what the signal gives as its reason
   */
  async session(
    questions: readonly string[],
    check: (number: number, answer: string) => string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<RunCost> {
    const stop = (): void => this.#wake();
    signal?.addEventListener('abort', stop);
    try {
      let first: RunCost['first'] | undefined;
      let longest = 0;
      for (const [i, question] of questions.entries()) {
        const start = performance.now();
        const answer = await this.#ask(question, signal);
        const now = performance.now();
        if (i > 0) longest = Math.max(longest, (now - start) / 1000);
        first ??= { seconds: this.#usage(), clock: (now - this.#start) / 1000 };
        const wrong = check(i, answer);
        if (wrong !== undefined) throw new Disqualified(wrong);
      }
      const { pid } = this.#child;
      const outside = filesOutside(pid!, this.#entry.directory);
      return { seconds: this.#usage(), first: first!, longest, outside };
    } finally {
      signal?.removeEventListener('abort', stop);
      await this.#end();
    }
  }

  async #ask(question: string, signal: AbortSignal | undefined): Promise<string> {
    if (this.#written !== '') throw new Disqualified(`wrote ${quoted(this.#written)} without being asked`);
    this.#child.stdin?.write(`${question}\n`);
    const { seconds } = this.#limits;
    const timer = setTimeout(
      () => this.#fail(`gave no answer to "${question}" in ${formatSeconds(seconds)}`),
      1000 * seconds,
    );
    try {
      for (;;) {
        signal?.throwIfAborted();
        const end = this.#written.indexOf('\n');
        if (end >= 0) {
          const answer = this.#written.slice(0, end).replace(/\r$/, '');
          this.#written = this.#written.slice(end + 1);
          return answer;
        }
        if (this.#failure !== undefined) throw this.#failure;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      clearTimeout(timer);
    }
  }

  #read(text: string): void {
    this.#written += text;
    if (this.#written.length > LONGEST) this.#fail(`wrote ${quoted(this.#written)}, which is no answer`);
    this.#wake();
  }

  #look(): void {
    const { memory } = this.#limits;
    const used = this.#child.pid === undefined ? undefined : usageOf(this.#child.pid);
    if (used !== undefined && used.memory > memory)
      this.#fail(`takes ${formatBytes(used.memory)} of memory, allowed are ${formatBytes(memory)}`);
  }

  #usage(): number {
    const used = usageOf(this.#child.pid!);
    if (used === undefined) throw new Disqualified(`ended before its input did${this.#complained()}`);
    return used.seconds;
  }

  #fail(why: string): void {
    this.#failure ??= new Disqualified(why);
    if (this.#child.pid !== undefined) endSession(this.#child.pid);
    this.#wake();
  }

  #complained(): string {
    const last = this.#complaint.trim().split('\n').at(-1);
    return last === undefined || last === '' ? '' : `: ${last.slice(-SHOWN)}`;
  }

  async #end(): Promise<void> {
    clearInterval(this.#looking);
    const child = this.#child;
    if (child.pid === undefined) return;
    const closed = child.exitCode === null && child.signalCode === null;
    const ended = closed ? new Promise((resolve) => child.once('exit', resolve)) : undefined;
    endSession(child.pid);
    await ended;
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
  }
}

/** Returns what was written, cut, as a message shows it. */
function quoted(text: string): string {
  const [line] = text.split('\n');
  return JSON.stringify(line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line);
}
