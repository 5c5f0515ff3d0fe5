// Compiles assembly/ into engine/closure-wasm.ts, which is committed: the program and its tests need no compiler.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const target = join(root, 'engine/closure-wasm.ts');
const options =
  '--runtime stub --importMemory --sharedMemory --initialMemory 1 --maximumMemory 65536 --enable simd,threads,bulk-memory -O3 --noAssert'.split(
    ' ',
  );

/** Changes when the source does, or what it is compiled by. */
export function sourceHash() {
  const hash = createHash('sha256');
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/assemblyscript/package.json'), 'utf8'));
  hash.update(JSON.stringify([version, options]));
  for (const file of readdirSync(join(root, 'assembly')).sort()) {
    if (file.endsWith('.ts')) hash.update(file).update(readFileSync(join(root, 'assembly', file)));
  }
  return hash.digest('hex');
}

/** Compiles where the source has changed since. */
export async function buildWasm() {
  const hash = sourceHash();
  if (readFileSync(target, { encoding: 'utf8', flag: 'a+' }).includes(hash)) return;
  const asc = await import('assemblyscript/asc');
  const { error, stderr } = await asc.main(['closure.ts', '--outFile', 'closure.wasm', ...options], {
    readFile: (name, base) => read(join(base ?? '.', name)),
    writeFile: (name, contents) => void files.set(name, contents),
    listFiles: () => [],
  });
  const bytes = files.get('closure.wasm');
  if (error || bytes === undefined) throw new Error('assembly/ does not compile', { cause: error ?? stderr });
  writeFileSync(target, text(hash, bytes));
}

const files = new Map();

function read(name) {
  try {
    return readFileSync(join(root, 'assembly', name), 'utf8');
  } catch {
    return null;
  }
}

function text(hash, bytes) {
  return `// Made by scripts/build-wasm.mjs from assembly/.

/** Hash of the source that it was compiled from. */
export const closureWasmSource = '${hash}';

/** The module's bytes in base64. */
export const closureWasm =
  '${Buffer.from(bytes).toString('base64')}';
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWasm();
