// Adds to package-lock.json the optional packages of other platforms that npm left out because the registry at hand does
// not hold them; without them `npm ci` finds the lock file out of step. Run after changing a dependency.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const { packages } = lock;

const cpus = /(arm64|x64|ia32|ppc64|riscv64|s390x|loong64|mips64el|wasm32|arm)(?=-|$)/;
const systems = /(darwin|linux|win32|android|freebsd|openbsd|netbsd|sunos|aix|openharmony)(?=-|$)/;

for (const [path, { optionalDependencies = {}, dev, license }] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (packages[`node_modules/${name}`] ?? packages[`${path}/node_modules/${name}`]) continue;
    packages[`node_modules/${name}`] = entry(name, { version, dev, license });
    console.log(`added ${name}@${version}`);
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);

/** The platform stands in the package's name. */
function entry(name, { version, dev, license }) {
  const platform = name.split('/').at(-1);
  const cpu = cpus.exec(platform)?.[1];
  const os = systems.exec(platform)?.[1];
  const libc = platform.includes('musl') ? 'musl' : os === 'linux' && platform.includes('gnu') ? 'glibc' : undefined;
  return {
    version,
    ...(cpu && { cpu: [cpu] }),
    ...(dev && { dev }),
    ...(license && { license }),
    optional: true,
    ...(os && { os: [os] }),
    ...(libc && { libc: [libc] }),
  };
}
