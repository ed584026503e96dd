/** The style sheet of a shipped page. */
export const SHIPPED_STYLE: string = `:root{color-scheme:light dark;--page:#fcfcfa;--card:#fff;--text:#1c1d21;--soft:#5b5d68;--line:#e2e2e6;--win:#1b7a3d;--loss:#b3261e;--draw:#1f5fbf;--half:#8a5a00}
@media(prefers-color-scheme:dark){:root{--page:#15161a;--card:#1c1e23;--text:#e8e9ed;--soft:#a3a6b3;--line:#33353d;--win:#6fd694;--loss:#ff8a80;--draw:#7db2ff;--half:#e6b455}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:64rem;margin:0 auto;padding:1rem;display:grid;gap:1rem 2rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr))}
h1{font-size:1.5rem;margin:0;grid-column:1/-1}#board svg{max-height:75vh}
form{display:flex;gap:.5rem;margin:.75rem 0}input{flex:1;min-width:0}input,button{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:.4rem;padding:.35rem .6rem}
button{cursor:pointer}button:disabled{opacity:.5;cursor:default}#worth{font-size:1.25rem;font-weight:650;margin:0;min-height:2rem}
ul{list-style:none;margin:.5rem 0;padding:0;display:grid;gap:.25rem}.move{width:100%;display:flex;justify-content:space-between;gap:1rem;text-align:left;border-left:.3rem solid var(--tone,var(--line))}.move span{color:var(--soft)}
.win{--tone:var(--win)}.loss,.failed{--tone:var(--loss)}.draw,.score{--tone:var(--draw)}.cursed-win,.blessed-loss{--tone:var(--half)}#worth{color:var(--tone,inherit)}
footer,#origin{color:var(--soft);font-size:.88rem}footer{grid-column:1/-1;border-top:1px solid var(--line);padding-top:.5rem}`;
