/** The explorer: exact answers of every game in the page. */

import { render } from 'preact';
import { BOARD_STYLE } from '../board/style.ts';
import { keepForOffline } from './offline.ts';
import { App } from './page/app.tsx';

// A sheet made by a script needs no exception from the page's policy, as a style element would.
const sheet = new CSSStyleSheet();
sheet.replaceSync(BOARD_STYLE);
document.adoptedStyleSheets.push(sheet);

render(<App />, document.getElementById('app')!);
keepForOffline();
