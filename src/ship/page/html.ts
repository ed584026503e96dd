import { BOARD_STYLE } from '../../board/index.ts';
import { concatenated } from '../container.ts';
import { escaped } from '../escape.ts';
import { SHIPPED_STYLE } from './style.ts';

/** What a shipped page says and runs. */
export interface PageParts {
  readonly title: string;
  /** How positions are written, by example. */
  readonly example: string;
  /** The script that begins; it stands in the page as it is. */
  readonly boot: string;
  /** The rest, as `packed` returns it. */
  readonly data: Uint8Array;
}

/** Returns a page in one file. */
export function htmlFile({ title, example, boot, data }: PageParts): Uint8Array {
  const text = new TextEncoder();
  const head = `<!doctype html><html lang="en"><meta charset="windows-1252"><meta name="viewport" content="width=device-width"><title>${inHtml(title)}</title><style>${BOARD_STYLE}${SHIPPED_STYLE}</style><main><h1>${inHtml(title)}</h1><section><div id="board"></div><ul id="offers" aria-label="Moves to choose from"></ul><form id="setup"><input id="position" aria-label="Position" placeholder="${inHtml(example)}" spellcheck="false"><button>Set up</button><button type="button" id="back" disabled>Back</button><button type="button" id="flip">Flip</button></form></section><section><p id="worth" role="status">Reading this file. If this line stays, its end is missing.</p><ul id="moves" aria-label="Moves, best first"></ul><p id="origin"></p></section><footer>Exact answers in one file, without a server. <span id="kept"></span></footer></main><script type="text/plain" id="data">`;
  const tail = `</script><script>${boot}</script></html>`;
  return concatenated([text.encode(head), escaped(data), text.encode(tail)]);
}

/** Returns a text as it stands in a page, in ASCII. */
function inHtml(text: string): string {
  return text.replace(/[&<>"]|[^ -~]/gu, (char) => `&#${char.codePointAt(0)};`);
}
