/** The memory import of a program: its name, then kind 2 and the flags, of which 2 means "shared". */
const IMPORT = [3, ...ascii('env'), 6, ...ascii('memory'), 2];

function ascii(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}

/**
 * Returns the bytes of a program of WebAssembly that imports its memory. The forms for memory that threads share and for memory
 * that they do not differ in a single bit.
 * @param program its bytes in base64
 * @param shared whether threads share the memory; only for programs that were compiled for that
 */
export function programBytes(program: string, shared: boolean): Uint8Array<ArrayBuffer> {
  const text = atob(program);
  // a loop: a callback for each character takes 2 ms of a process that has just started
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  if (shared) return bytes;
  const at = bytes.findIndex((_, i) => IMPORT.every((b, k) => bytes[i + k] === b));
  bytes[at + IMPORT.length] &= ~2;
  return bytes;
}
