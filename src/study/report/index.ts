/** The report: a page, and what the terminal says. */

export { renderReport } from './page.ts';
export { formatStudy } from './terminal.ts';
