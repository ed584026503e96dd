/** How the explorer is built and served while it is written. */

import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const project = fileURLToPath(new URL('../..', import.meta.url));
const root = fileURLToPath(new URL('.', import.meta.url));

/** Pages take the platform's form for pages, whatever the condition of the bundler. */
const platform = { find: /^#platform\/(.*)$/, replacement: `${project}src/platform/browser/$1.ts` };

/** Files that are kept for offline use: all but tables, shipped files and the study, which are megabytes. */
const KEPT = /^(index\.html|assets\/.*|data\/.*|boards\/.*|tables\/manifest\.json)$/;

/** Lists for the service worker what it keeps. */
function precache(): Plugin {
  let folder = '';
  return {
    name: 'precache',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    closeBundle() {
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
      const kept = files.filter((file) => KEPT.test(file) && statSync(join(folder, file)).isFile()).sort();
      writeFileSync(join(folder, 'precache.json'), JSON.stringify(['./', ...kept]));
    },
  };
}

export default defineConfig({
  root,
  // The site may lie anywhere, in a folder of a server too.
  base: './',
  publicDir: `${project}dist/site`,
  resolve: { alias: [platform] },
  plugins: [precache()],
  build: {
    outDir: `${project}dist-web`,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: `${root}index.html`, sw: `${root}service-worker.ts` },
      // A service worker's address must not change, and its folder is its scope.
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
  worker: { format: 'es' },
});
