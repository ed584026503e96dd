/** The page of a shipped file: it draws what its worker says, and asks about what is clicked. */

import { formatBytes } from '../../text/format.ts';
import type { MoveChoice, ToPage, ToWorker } from '../player/messages.ts';
import type { Shipped } from './boot.ts';
import { byId, page, type PageElement, type PageEvent, type PageWorker } from './dom.ts';

const { worker: script, tables } = (globalThis as unknown as { shipped: Shipped }).shipped;
const worker: PageWorker = new page.Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));

/** Positions so far, the present one last. */
const played: string[] = [];
let asked = 0;
/** Cells that were clicked to make a move. */
let cells: readonly number[] = [];
let isFlipped = false;

function tell(message: ToWorker, transfer: readonly ArrayBufferLike[] = []): void {
  worker.postMessage(message, transfer);
}

/** Asks about a position; the position to begin with is "". */
function ask(position: string): void {
  cells = [];
  tell({ kind: 'ask', id: ++asked, position });
}

/** Asks for a drawing of the board. */
function look(): void {
  tell({ kind: 'look', id: asked, position: played.at(-1)!, cells, isFlipped });
}

function element(name: string, className: string, ...children: (PageElement | string)[]): PageElement {
  const made = page.document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

function moveButton({ position, name, worth, tone }: MoveChoice): PageElement {
  const button = element('button', `move ${tone}`, element('b', '', name), element('span', '', worth));
  button.type = 'button';
  button.addEventListener('click', () => go(position));
  return element('li', '', button);
}

function showMoves(moves: readonly MoveChoice[]): void {
  byId('moves').replaceChildren(...moves.map(moveButton));
}

/** Goes to another position. */
function go(position: string): void {
  played.push(position);
  ask(position);
}

worker.addEventListener('message', ({ data }) => {
  const message = data as ToPage;
  if (message.id !== asked) return;
  const status = byId('origin');
  switch (message.kind) {
    case 'seen':
      played[Math.max(0, played.length - 1)] = message.position;
      page.history.replaceState(null, '', `#${encodeURIComponent(message.position)}`);
      byId('position').value = message.position;
      byId('worth').textContent = '';
      byId('worth').className = '';
      byId('back').disabled = played.length < 2;
      status.textContent = '';
      showMoves(message.moves);
      look();
      break;
    case 'drawn':
      if (message.next !== undefined) {
        go(message.next);
        break;
      }
      cells = message.cells;
      // The toolkit's own drawing, in which every text is escaped.
      byId('board').innerHTML = message.svg;
      byId('offers').replaceChildren(
        ...message.offers.map(({ name, position }) => moveButton({ name, position, worth: '', tone: 'unknown' })),
      );
      break;
    case 'found':
      byId('worth').textContent = message.worth;
      byId('worth').className = message.tone;
      if (message.isLast) status.textContent = message.origin;
      if (message.isLast || message.moves.length > 0) showMoves(message.moves);
      break;
    case 'working':
      status.textContent = `${message.what} ${Math.round(100 * message.share)}%`;
      break;
    case 'failed':
      byId('worth').textContent = message.message;
      byId('worth').className = 'failed';
      break;
  }
});
worker.addEventListener('error', ({ message }) => {
  byId('worth').textContent = message;
});

byId('setup').addEventListener('submit', (event) => {
  event.preventDefault();
  go(byId('position').value.trim());
});
byId('back').addEventListener('click', () => {
  if (played.length < 2) return;
  played.pop();
  ask(played.at(-1)!);
});
byId('flip').addEventListener('click', () => {
  isFlipped = !isFlipped;
  look();
});
/** Clicks the spot of an event, if it has one. */
function click({ target }: PageEvent): void {
  const spot = target.closest('[data-spot]')?.getAttribute('data-spot');
  if (spot === undefined || spot === null) return;
  cells = [...cells, Number(spot)];
  look();
}
byId('board').addEventListener('click', click);
byId('board').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' || event.key === ' ') click(event);
});
page.addEventListener('hashchange', () => begin());

function begin(): void {
  let position = '';
  try {
    position = decodeURIComponent(page.location.hash.slice(1));
  } catch {
    // A link that was cut short: the page begins as without it.
  }
  played.push(position);
  ask(position);
}

const bytes = tables.reduce((sum, [, { length }]) => sum + length, 0);
byId('kept').textContent =
  tables.length === 0
    ? 'It has no table: every answer is computed.'
    : `It has ${tables.length === 1 ? 'one table' : `${tables.length} tables`}, ${formatBytes(bytes)}; what they lack is computed.`;
// The worker alone needs them, and a copy would stay here.
const buffers = new Set(tables.map(([, { buffer }]) => buffer));
tell({ kind: 'begin', tables }, [...buffers]);
begin();
