/** The report: a page, pictures, and what the terminal says. */

export { renderReport } from './page.ts';
export { renderPictures } from './pictures.ts';
export { formatStudy } from './terminal.ts';
