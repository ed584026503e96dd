/** The report of a study: an HTML page, pictures, and a summary for the terminal. */

export { renderReport } from './page.ts';
export { renderPictures } from './pictures.ts';
export { formatStudy } from './terminal.ts';
