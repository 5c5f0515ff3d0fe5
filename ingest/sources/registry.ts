export { aws } from './aws/aws.ts';
export { opengraph } from './opengraph.ts';
