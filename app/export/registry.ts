export { opengraph } from './opengraph.ts';
