/** Boards that one can click, for pages: layout, drawing and clicks follow from a game's schema. Nothing here needs a page. */

export { type BoardMove, boardMoves, type CellChange, playNamed } from './changes.ts';
export { chooseByClicks, type ClickChoice, type ClickMove, clickMoves, meantSpot } from './clicks.ts';
export { type BoardView, drawBoard } from './draw.ts';
export { escapeText } from './glyphs.ts';
export { type BoardLayout, type BoardStyle, layoutOf, type BoardSpot, spotBeside } from './layout.ts';
export { readClicks, type ReadClicks } from './read-clicks.ts';
export { positionInWords, type SideNames, sideNames } from './sides.ts';
export { type LegalStep, legalSteps, type LegalSteps } from './steps.ts';
export { BOARD_STYLE } from './style.ts';
