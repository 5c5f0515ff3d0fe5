export { blastRadius } from './blast-radius.ts';
export { exposure } from './exposure.ts';
export { paths } from './paths.ts';
export { reach } from './reach.ts';
export { ringMap } from './ring-map.ts';
