/** Texts with one byte per letter (ISO 8859-1, "latin1"), as PGN is written. */

/** Returns the bytes of `text`, all of whose letters are below 256. */
export function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** Returns the text in `bytes[0..length)`. */
export function latin1Text(bytes: Uint8Array, length: number): string {
  let text = '';
  for (let i = 0; i < length; i++) text += String.fromCharCode(bytes[i]);
  return text;
}
