import { concatenated } from '../container.ts';
import { escaped } from '../escape.ts';

/**
 * Returns a module for Node in one file: the script that begins, and behind it the rest in a comment.
 * @param data as `packed` returns it
 */
export function moduleFile(boot: string, data: Uint8Array): Uint8Array {
  const text = new TextEncoder();
  return concatenated([text.encode(`${boot.trim()}\n/*`), escaped(data), text.encode('*/')]);
}
