// Bundles the program and the page into dist/. Packages stay outside the program's bundle but for our own code.
import { build } from 'esbuild';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { buildWasm } from './build-wasm.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const dist = join(root, 'dist');

/** The OpenAPI viewer's own files, served from here and not from another host. */
const viewer = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

await buildWasm();
rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, 'web'), { recursive: true });
mkdirSync(join(dist, 'api-page'), { recursive: true });

const page = { bundle: true, minify: true, target: 'es2022', format: 'esm', logLevel: 'warning' };

await Promise.all([
  // Chunks stand beside the entry, so that import.meta.url means dist/ in all of them.
  build({
    entryPoints: { ambit: join(root, 'cli/main.ts'), 'evaluate-worker': join(root, 'cli/evaluate/worker.ts') },
    outdir: dist,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    packages: 'external',
    splitting: true,
    chunkNames: '[name]-[hash]',
    logLevel: 'warning',
  }),
  build({ ...page, entryPoints: [join(root, 'web/main.ts')], outfile: join(dist, 'web/app.js') }),
  build({ ...page, entryPoints: [join(root, 'web/styles/main.css')], outfile: join(dist, 'web/app.css') }),
  build({ ...page, entryPoints: [join(root, 'web/api-page/main.ts')], outfile: join(dist, 'api-page/page.js') }),
]);

cpSync(join(root, 'web/index.html'), join(dist, 'web/index.html'));
cpSync(join(root, 'web/api-page/index.html'), join(dist, 'api-page/index.html'));
for (const file of ['swagger-ui-bundle.js', 'swagger-ui.css']) cpSync(join(viewer, file), join(dist, 'api-page', file));
