/** The colours of the page, light and dark. */
export const COLOURS = `
:root { color-scheme: light dark; --page: #fcfcfa; --card: #ffffff; --text: #1c1d21; --soft: #5b5d68; --line: #e2e2e6; --accent: #1f5fbf;
  --c0: #b3261e; --c1: #1b7a3d; --c2: #1f5fbf; --c3: #8a5a00; --c4: #7a3fb0; --c5: #00707a; --c6: #b0306a; --c7: #5f6b1a; --plot-background: transparent; }
@media (prefers-color-scheme: dark) { :root { --page: #15161a; --card: #1c1e23; --text: #e8e9ed; --soft: #a3a6b3; --line: #33353d; --accent: #7db2ff;
  --c0: #ff8a80; --c1: #6fd694; --c2: #7db2ff; --c3: #e6b455; --c4: #c79bf2; --c5: #5fd0d8; --c6: #ff8fbd; --c7: #c3d05f; } }`;

/** The style sheet of the page. */
export const STYLE: string = `${COLOURS}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: break-word; }
main, header { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
h1 { font-size: clamp(1.6rem, 4.5vw, 2.4rem); line-height: 1.2; margin: 0 0 .5rem; letter-spacing: -.01em; }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 0; } h2 .number { color: var(--soft); font-weight: 400; margin-right: .35rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p { margin: .6rem 0; max-width: 48rem; } a { color: var(--accent); }
.soft, figcaption, .question { color: var(--soft); } .soft, figcaption { font-size: .88rem; }
.question { font-size: 1.05rem; font-style: italic; margin: .15rem 0 .75rem; }
.verdict { margin: 1.5rem 0; padding: 1.25rem 1.5rem; border-radius: .75rem; background: var(--card); border: 1px solid var(--line); border-left: .5rem solid var(--tone); }
.verdict.supported { --tone: var(--c1); } .verdict.not-decided { --tone: var(--c3); } .verdict.no-advantage { --tone: var(--c0); }
.verdict strong.word { font-size: 1.5rem; color: var(--tone); text-transform: capitalize; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .75rem; margin: 1.25rem 0; padding: 0; list-style: none; }
.facts li { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .8rem 1rem; }
.facts b { display: block; font-size: 1.35rem; line-height: 1.3; font-variant-numeric: tabular-nums; } .facts span { color: var(--soft); font-size: .85rem; line-height: 1.4; display: block; }
nav ol { columns: 2 16rem; padding-left: 1.4rem; margin: .5rem 0 0; } nav a { text-decoration: none; } nav a:hover { text-decoration: underline; }
section { margin: 3.25rem 0; padding-top: 1.25rem; border-top: 1px solid var(--line); scroll-margin-top: 1rem; }
figure { margin: 1rem 0; } figcaption { margin-top: .4rem; }
.grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem; }
.panel { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .75rem .9rem; min-width: 0; } .panel h3 { margin: 0; } .panel p { margin: 0 0 .25rem; }
figure > .chart { overflow-x: auto; } figure > .chart > svg { min-width: 34rem; } .panel svg { width: 100%; }
svg { display: block; max-width: 100%; height: auto; color: var(--text); } svg text { fill: currentColor; } svg [data-mark="text"] text { fill: inherit; }
.legend { display: flex; flex-wrap: wrap; gap: .15rem 1.1rem; } .legend span { white-space: nowrap; } .glyph { font-size: .95em; }
.scroll { overflow-x: auto; margin: .75rem 0; } table { border-collapse: collapse; font-size: .84rem; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .65rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; } th { color: var(--soft); font-weight: 600; vertical-align: bottom; }
td.text, th.text { text-align: left; } tr.strong td { font-weight: 650; } tbody tr:hover td { background: color-mix(in srgb, var(--accent) 8%, transparent); }
details { margin: .4rem 0; } summary { cursor: pointer; color: var(--accent); font-size: .92rem; } summary:hover { text-decoration: underline; }
ul { padding-left: 1.25rem; } .limits { font-size: .9rem; color: var(--soft); } .limits li { margin: .2rem 0; max-width: 48rem; }
code { background: color-mix(in srgb, var(--text) 8%, transparent); border-radius: .3rem; padding: .1rem .35rem; font-size: .88em; overflow-wrap: anywhere; }
svg .column { outline: none; } svg .at { stroke: var(--text); stroke-width: 2; } svg.map { max-width: none; }
#tip { position: fixed; z-index: 9; pointer-events: none; background: var(--text); color: var(--page); padding: .4rem .6rem; border-radius: .4rem; font-size: .82rem; line-height: 1.4; white-space: pre-line; max-width: min(20rem, 90vw); }
footer { max-width: 72rem; margin: 3rem auto; padding: 1rem 1.25rem; border-top: 1px solid var(--line); }
@media print { #tip { display: none; } details { display: block; } }
`;

/** The script of the page: it explains the mark under the pointer or finger. Without it the browser shows tooltips. */
export const SCRIPT = `
const tip = document.createElement('div');
tip.id = 'tip';
tip.hidden = true;
document.body.append(tip);
for (const title of document.querySelectorAll('svg title')) {
  title.parentNode.dataset.tip = title.textContent;
  title.remove();
}
tip.setAttribute('role', 'status');
const tell = (text, x, y) => {
  tip.hidden = !text;
  if (!text) return;
  tip.textContent = text;
  const { width, height } = tip.getBoundingClientRect();
  tip.style.left = Math.max(8, Math.min(x + 14, innerWidth - width - 8)) + 'px';
  tip.style.top = (y - height - 12 < 8 ? y + 18 : y - height - 12) + 'px';
};
document.addEventListener('pointerover', (event) => {
  tell(event.target.dataset && event.target.dataset.tip, event.clientX, event.clientY);
});
for (const chart of document.querySelectorAll('svg.map')) {
  const columns = [...chart.querySelectorAll('.column')];
  const cells = columns.map((column) => [...column.querySelectorAll('[data-tip]')]);
  let row = 16;
  const show = (i) => {
    const cell = cells[i][row];
    const { right, top } = cell.getBoundingClientRect();
    for (const each of chart.querySelectorAll('.at')) each.classList.remove('at');
    cell.classList.add('at');
    tell(cell.dataset.tip, right, top);
  };
  columns.forEach((column, i) => {
    column.addEventListener('focus', () => show(i));
    column.addEventListener('blur', () => tell('', 0, 0));
    column.addEventListener('keydown', (event) => {
      const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step) row = Math.max(0, Math.min(cells[i].length - 1, row + step));
      else if (!side) return;
      event.preventDefault();
      if (side) columns[Math.max(0, Math.min(columns.length - 1, i + side))].focus();
      else show(i);
    });
  });
}
`;
