import { jsonElements } from './json-members.ts';

/**
 * The requests of a file, each as the text that an {@link Evaluator} takes: the elements of one JSON array, or the lines
 * that are not blank. A fault in one leaves the others as they are.
 */
export function* requestTexts(text: string): Generator<string> {
  if (text.trimStart().startsWith('[')) {
    yield* jsonElements(text);
    return;
  }
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end).trim();
    if (line !== '') yield line;
    start = end + 1;
  }
}
