import { EMPTY, type Game, kindOfCode, type Position, sideOfCode } from '../game/index.ts';
import { escapeText, glyphOf } from './glyphs.ts';
import type { BoardLayout, BoardSpot } from './layout.ts';
import { manName, positionInWords, type SideNames } from './sides.ts';

/** What a drawing shows beside the position; spots by their cells. */
export interface BoardView {
  /** Whether the board is shown from the other side. */
  readonly isFlipped?: boolean;
  /** Cells that the last move changed. */
  readonly last?: readonly number[];
  /** Spots that were clicked. */
  readonly chosen?: readonly number[];
  /** Spots that can be clicked next. Present: spots are buttons; absent: the board is a picture. */
  readonly clickable?: readonly number[];
  /** The spot that the Tab key reaches. */
  readonly focus?: number;
  /** Classes of spots, such as what a move to them is worth. */
  readonly marks?: ReadonlyMap<number, string>;
}

const UNIT = 100;
const MARGIN = 30;

/**
 * Returns the SVG text of a position. Spots are groups with `data-spot`, the cell; colours come from `BOARD_STYLE`. All
 * text in it is escaped.
 */
export function drawBoard(
  game: Game,
  layout: BoardLayout,
  p: Position,
  sides: SideNames,
  view: BoardView = {},
): string {
  const { width, height, spots, style } = layout;
  const place = new Map(spots.map((spot) => [spot.cell, centreOf(layout, spot, view)]));
  const hands = handsOf(game, p, sides, view);
  const top = hands.length > 0 ? UNIT : 0;
  const box = [0, 0, width * UNIT + 2 * MARGIN, height * UNIT + 2 * MARGIN + 2 * top];
  const words = escapeText(positionInWords(game, p, sides));
  const parts = [
    ...(style === 'squares' || style === 'chequers' ? [ground(layout)] : []),
    ...lines(layout, place),
    ...spots.map((spot) => drawSpot(game, layout, p, sides, view, spot, place)),
    ...wideMen(game, layout, p, sides, place),
    ...coordinates(layout, place),
  ];
  const body = `<g transform="translate(${MARGIN} ${MARGIN + top})">${parts.join('')}</g>${hands.join('')}`;
  const role = view.clickable === undefined ? 'img' : 'group';
  return `<svg class="board ${style}" viewBox="${box.join(' ')}" role="${role}" aria-label="${words}">${body}</svg>`;
}

type Place = ReadonlyMap<number, readonly [number, number]>;

function centreOf({ width, height }: BoardLayout, { x, y }: BoardSpot, { isFlipped }: BoardView): [number, number] {
  const [u, v] = isFlipped ? [width - 1 - x, height - 1 - y] : [x, y];
  return [UNIT * (u + 0.5), UNIT * (v + 0.5)];
}

function ground({ width, height }: BoardLayout): string {
  return `<rect class="ground" width="${width * UNIT}" height="${height * UNIT}"/>`;
}

function lines({ lines }: BoardLayout, place: Place): string[] {
  const drawn = lines.map(([a, b]) => `M${place.get(a.cell)!.join(' ')}L${place.get(b.cell)!.join(' ')}`);
  return drawn.length > 0 ? [`<path class="lines" d="${drawn.join('')}"/>`] : [];
}

/** Returns the class of a man: `a` for the light side, `b` for the other. */
function toneOf(side: number, { light }: SideNames): string {
  return side === light ? 'a' : 'b';
}

function drawSpot(
  game: Game,
  layout: BoardLayout,
  p: Position,
  sides: SideNames,
  view: BoardView,
  spot: BoardSpot,
  place: Place,
): string {
  const { cell, name } = spot;
  const [x, y] = place.get(cell)!;
  const content = p.cells[cell];
  const { style } = layout;
  const isDark = style === 'chequers' || (spot.x + spot.y) % 2 === 1;
  const shape =
    style === 'pits'
      ? '<circle class="pit" cx="50" cy="50" r="44"/>'
      : style === 'points'
        ? '<circle class="halo" cx="50" cy="50" r="40"/><circle class="point" cx="50" cy="50" r="9"/>'
        : `<rect class="square ${isDark ? 'dark' : 'light'}" width="100" height="100"/>`;
  const isClickable = view.clickable?.includes(cell) === true;
  const classes = [
    'spot',
    ...(view.last?.some((each) => layout.covers[each].includes(cell)) ? ['last'] : []),
    ...(view.chosen?.includes(cell) ? ['chosen'] : []),
    ...(isClickable ? ['can'] : []),
    ...(view.marks?.has(cell) ? [view.marks.get(cell)!] : []),
  ];
  const man = game.schema.content === 'seeds' ? seeds(content) : manOn(game, content, sides);
  const hint = isClickable ? '<circle class="hint" cx="50" cy="50" r="14"/>' : '';
  const said = `${name}${contentInWords(game, content, sides)}`;
  const role =
    view.clickable === undefined
      ? ''
      : ` role="button" tabindex="${view.focus === cell ? 0 : -1}" aria-label="${escapeText(said)}"${
          view.chosen?.includes(cell) ? ' aria-pressed="true"' : ''
        }`;
  const moved = `translate(${x - UNIT / 2} ${y - UNIT / 2})`;
  return `<g class="${classes.join(' ')}" data-spot="${cell}" transform="${moved}"${role}>${shape}${man}${hint}</g>`;
}

function contentInWords(game: Game, content: number, { names }: SideNames): string {
  const { schema } = game;
  if (schema.content === 'seeds') return `, ${content}`;
  if (content === EMPTY) return '';
  const man = schema.kinds.length > 1 ? ` ${manName(game, kindOfCode(schema, content))}` : '';
  return `, ${names[sideOfCode(schema, content)]}${man}`;
}

function manOn(game: Game, code: number, sides: SideNames): string {
  if (code === EMPTY) return '';
  const { schema } = game;
  const side = sideOfCode(schema, code);
  return `<g class="man ${toneOf(side, sides)}">${glyphOf(game, kindOfCode(schema, code), side)}</g>`;
}

/** Seeds of one pit: dots in rings, as far as there is room, and their number. */
function seeds(count: number): string {
  const dots = Array.from({ length: Math.min(count, 16) }, (_, i) => {
    const inner = Math.min(count, 16) > 6 && i < 5;
    const many = inner ? 5 : Math.min(count, 16) > 6 ? Math.min(count, 16) - 5 : Math.min(count, 16);
    const radius = count === 1 ? 0 : inner ? 12 : many <= 6 ? 18 : 28;
    const angle = (2 * Math.PI * i) / many;
    const at = (value: number): string => value.toFixed(1);
    return `<circle cx="${at(50 + radius * Math.cos(angle))}" cy="${at(44 + radius * Math.sin(angle))}" r="6"/>`;
  });
  return `<g class="seed">${dots.join('')}</g><text class="n" x="50" y="90">${count}</text>`;
}

/** Men that cover several spots: strokes from spot to linked spot. */
function wideMen(game: Game, layout: BoardLayout, p: Position, sides: SideNames, place: Place): string[] {
  const { schema } = game;
  return [...p.cells.entries()].flatMap(([cell, code]) => {
    const covered = layout.covers[cell];
    if (code === EMPTY || place.has(cell) || covered.length === 0) return [];
    const strokes = schema.board.links
      .filter(([a, b]) => covered.includes(a) && covered.includes(b))
      .map(([a, b]) => `M${place.get(a)!.join(' ')}L${place.get(b)!.join(' ')}`);
    const path = strokes.join('');
    const tone = toneOf(sideOfCode(schema, code), sides);
    return [`<g class="wide ${tone}"><path class="edge" d="${path}"/><path d="${path}"/></g>`];
  });
}

const ALGEBRAIC = /^[a-z]\d+$/;

/** Files and ranks along the edges where names are made of them, else the name of each spot. */
function coordinates({ spots, style, height }: BoardLayout, place: Place): string[] {
  const text = (x: number, y: number, said: string): string =>
    `<text class="c" x="${x}" y="${y}" aria-hidden="true">${escapeText(said)}</text>`;
  if (style === 'squares' && spots.every(({ name }) => ALGEBRAIC.test(name))) {
    const files = new Map(spots.map(({ cell, name }) => [place.get(cell)![0], name[0]]));
    const ranks = new Map(spots.map(({ cell, name }) => [place.get(cell)![1], name.slice(1)]));
    return [
      ...[...files].map(([x, file]) => text(x, height * UNIT + 23, file)),
      ...[...ranks].map(([y, rank]) => text(-15, y + 7, rank)),
    ];
  }
  const [dx, dy] = style === 'points' ? [34, -24] : [-36, -34];
  return spots.map(({ cell, name }) => text(place.get(cell)![0] + dx, place.get(cell)![1] + dy, name));
}

/** The men in hand: those of the side that the board is seen from below, those of the other above. */
function handsOf(game: Game, p: Position, sides: SideNames, { isFlipped }: BoardView): string[] {
  const { schema } = game;
  const { kinds, board } = schema;
  if (!kinds.some(({ reserve }) => (reserve ?? 0) > 0)) return [];
  const below = board.rows.length * UNIT + 2 * MARGIN + UNIT;
  return ([0, 1] as const).map((side) => {
    const held = kinds.flatMap((_, kind) => {
      const code = 1 + side * kinds.length + kind;
      return Array.from({ length: p.reserve[code] }, () => code);
    });
    const y = (side === 0) === !isFlipped ? below : 0;
    const width = board.rows[0].length * UNIT;
    const step = Math.min(60, width / Math.max(1, held.length));
    const men = held.map(
      (code, i) => `<g transform="translate(${MARGIN + i * step} ${y + 20}) scale(.6)">${manOn(game, code, sides)}</g>`,
    );
    return `<g class="hand" aria-hidden="true">${men.join('')}</g>`;
  });
}
