/** How the explorer is built and served while it is written. */

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** Pages take the platform's form for pages, whatever the condition of the bundler. */
const platform = { find: /^#platform\/(.*)$/, replacement: `${project}src/platform/browser/$1.ts` };

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // The site may lie anywhere, in a folder of a server too.
  base: './',
  publicDir: `${project}dist/site`,
  resolve: { alias: [platform] },
  build: {
    outDir: `${project}dist-web`,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
});
