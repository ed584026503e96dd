/**
 * The style of drawn boards, for pages. Colours are variables with a light and a dark value; an element with
 * `data-theme` decides, else what the reader prefers.
 */
export const BOARD_STYLE: string = `
.board{--sq-a:#f1e6d0;--sq-b:#c9a97c;--ink:#2b2420;--man-a:#fffdf8;--man-b:#35302d;--line:#6d5b45;--pick:#2f7dd1;--last:#e3b341;display:block;width:100%;height:auto;touch-action:manipulation;user-select:none;-webkit-user-select:none}
@media(prefers-color-scheme:dark){:root:not([data-theme=light]) .board{--sq-a:#6f7682;--sq-b:#4a515d;--ink:#11141a;--man-a:#f3f1ec;--man-b:#1b1e24;--line:#9aa3b2;--pick:#7cb8ff;--last:#b99a3a}}
:root[data-theme=dark] .board{--sq-a:#6f7682;--sq-b:#4a515d;--ink:#11141a;--man-a:#f3f1ec;--man-b:#1b1e24;--line:#9aa3b2;--pick:#7cb8ff;--last:#b99a3a}
.board .ground{fill:var(--sq-a);stroke:var(--line);stroke-width:4}
.board .light{fill:var(--sq-a)}.board .dark{fill:var(--sq-b)}
.board .lines{fill:none;stroke:var(--line);stroke-width:4}
.board .point{fill:var(--line)}.board .halo{fill:transparent}
.board .pit{fill:var(--sq-b);stroke:var(--line);stroke-width:3}
.board .seed{fill:var(--ink)}
.board text{font:600 22px system-ui,sans-serif;text-anchor:middle;fill:currentColor;pointer-events:none}
.board .c{opacity:.75}.board .n{fill:var(--ink);font-size:26px}
.board .man,.board .wide{stroke-linejoin:round;stroke-linecap:round;stroke-width:3.5;pointer-events:none}
.board .a{fill:var(--man-a);stroke:var(--ink)}.board .b{fill:var(--man-b);stroke:var(--man-a)}
.board .a .l{fill:var(--ink);stroke:none;font-size:40px}.board .b .l{fill:var(--man-a);stroke:none;font-size:40px}
.board .d{fill:none}
.board .x{fill:none;stroke-width:13}.board .a .x{stroke:var(--ink)}.board .b .x{stroke:var(--pick)}
.board .wide path{fill:none;stroke-width:62;stroke:var(--man-a)}.board .wide.b path{stroke:var(--man-b)}
.board .wide .edge{stroke-width:70;stroke:var(--ink)}.board .wide.b .edge{stroke:var(--man-a)}
.board .spot .hint{display:none;fill:var(--pick);opacity:.8;pointer-events:none}
.board .can{cursor:pointer}.board .can .hint{display:inline}
.board .can:has(.man,.seed) .hint{fill:none;stroke:var(--pick);stroke-width:7;r:44px}
.board .last>:first-child{fill:var(--last)}
.board .chosen>:first-child{fill:var(--pick)}
.board .spot:focus{outline:none}.board .spot:focus-visible>:first-child{stroke:var(--pick);stroke-width:8}
.board .win .hint{fill:#1a8f4c}.board .draw .hint{fill:#8a8f98}.board .loss .hint{fill:#cf3b3b}
.board .can.win:has(.man) .hint{stroke:#1a8f4c}.board .can.draw:has(.man) .hint{stroke:#8a8f98}.board .can.loss:has(.man) .hint{stroke:#cf3b3b}
`.replaceAll('\n', '');
