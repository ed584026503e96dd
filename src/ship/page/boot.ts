/** The script that stands readable in a shipped page: it takes the bytes out of the page and begins the rest. */

import { type Contents, unpacked } from '../container.ts';
import { unescaped } from '../escape.ts';
import { byId, page } from './dom.ts';

/** Where the page's script finds the rest of the file. */
export interface Shipped {
  readonly worker: string;
  readonly tables: Contents['tables'];
}

const ENCODING = 'windows-1252';
const OPENING = ' id="data">';

async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Returns the bytes of a text that was read as windows-1252. */
function bytesOf(text: string): Uint8Array {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const bytes = new Uint8Array(0x10000);
  new TextDecoder(ENCODING)
    .decode(all)
    .split('')
    .forEach((char, byte) => (bytes[char.charCodeAt(0)] = byte));
  // Parsers of pages put U+FFFD for a zero.
  bytes[0xfffd] = 0;
  // Made from the text itself the array would be a list of all characters first, 30 times as large.
  const out = new Uint8Array(text.length);
  for (let i = 0; i < out.length; i++) out[i] = bytes[text.charCodeAt(i)];
  return out;
}

/** Returns the text of the data as it should have been read. */
async function fetchedData(): Promise<string> {
  const response = await fetch(page.location.href);
  const text = new TextDecoder(ENCODING).decode(await response.arrayBuffer());
  const from = text.indexOf(OPENING) + OPENING.length;
  return text.slice(from, text.indexOf('</', from));
}

async function begin(): Promise<void> {
  const data = byId('data');
  // A server may say that the page is in another encoding.
  const text = page.document.characterSet === ENCODING ? data.textContent : await fetchedData();
  const bytes = unescaped(bytesOf(text));
  data.remove();
  const { scripts, tables } = await unpacked(bytes, inflate);
  const [script, worker] = scripts;
  (globalThis as { shipped?: Shipped }).shipped = { worker, tables };
  const element = page.document.createElement('script');
  element.textContent = script;
  page.document.body.append(element);
}

begin().catch((error: unknown) => {
  byId('worth').textContent = `The file is damaged, or this browser too old for it: ${String(error)}`;
});
