export { csv } from './csv.ts';
export { html } from './html.ts';
export { json } from './json.ts';
export { markdown } from './markdown.ts';
export { pdf } from './pdf.ts';
export { sarif } from './sarif.ts';
export { table } from './table.ts';
export { xlsx } from './xlsx.ts';
