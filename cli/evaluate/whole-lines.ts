/** A longer line is refused unread: a thousand policies of IAM's largest size take a tenth of it. */
const maxLineBytes = 1 << 26;

/** Whole lines, in memory of their own, or a line of which only that is known. */
export type Piece = Buffer<ArrayBuffer> | 'a line that is too long';

const newline = 0x0a;

/** Cuts what comes in chunks after its last line end, again and again; the last line may lack one. */
export async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Piece> {
  let begun: Buffer[] = [];
  let begunBytes = 0;
  for await (const chunk of chunks) {
    let from = 0;
    if (begunBytes > maxLineBytes) {
      begun = [];
      from = chunk.indexOf(newline) + 1;
      if (from === 0) continue;
      yield 'a line that is too long';
      begunBytes = 0;
    }
    const to = chunk.lastIndexOf(newline) + 1;
    if (to > from) {
      yield joined([...begun, chunk.subarray(from, to)]);
      begun = [];
      begunBytes = 0;
      from = to;
    }
    begun.push(chunk.subarray(from));
    begunBytes += chunk.length - from;
  }
  if (begunBytes > maxLineBytes) yield 'a line that is too long';
  else if (begunBytes > 0) yield joined(begun);
}

/** Buffer.concat may take its memory from a pool, which a thread cannot be given. */
function joined(parts: readonly Buffer[]): Buffer<ArrayBuffer> {
  const bytes = Buffer.from(new ArrayBuffer(parts.reduce((sum, { length }) => sum + length, 0)));
  let at = 0;
  for (const part of parts) at += part.copy(bytes, at);
  return bytes;
}
