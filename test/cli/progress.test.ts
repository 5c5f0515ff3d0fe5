import { expect, test } from 'vitest';
import type { Step } from '../../app/progress.ts';
import { startProgress } from '../../cli/progress.ts';

const clear = '\r\u001b[K';

/** What is written while the steps come, each so many milliseconds after the one before. */
function shown(showsProgress: boolean, steps: readonly (readonly [afterMs: number, step: Step])[], columns = 100) {
  let [time, written] = [0, ''];
  const screen = { write: (text: string) => void (written += text), now: () => time };
  const { progress, end } = startProgress({ showsProgress, columns }, screen);
  for (const [afterMs, step] of steps) {
    time += afterMs;
    progress(step);
  }
  end();
  return written;
}

const writing = (done: number): Step => ({ doing: 'writing', done, total: 1_080_000, of: 'nodes and edges' });

const drawn: readonly { when: string; steps: readonly (readonly [number, Step])[]; draws: readonly string[] }[] = [
  { when: 'nothing is counted', steps: [[0, { doing: 'deriving' }]], draws: ['deriving'] },
  {
    when: 'nobody knows how many there are',
    steps: [
      [0, { doing: 'reading' }],
      [2000, { doing: 'reading', done: 9000, of: 'records' }],
    ],
    draws: ['reading', 'reading  9,000 records  4,500/s'],
  },
  {
    when: 'the end is known',
    steps: [
      [0, writing(0)],
      [90_000, writing(540_000)],
      [90_000, writing(1_080_000)],
    ],
    draws: [
      `writing  ${'░'.repeat(24)}  0 %  0 of 1,080,000 nodes and edges`,
      `writing  ${'█'.repeat(12)}${'░'.repeat(12)}  50 %  540,000 of 1,080,000 nodes and edges  6,000/s  1:30 left`,
      `writing  ${'█'.repeat(24)}  100 %  1,080,000 of 1,080,000 nodes and edges  6,000/s  0:00 left`,
    ],
  },
  {
    when: 'steps come faster than they can be read',
    steps: [
      [0, { doing: 'reading' }],
      [10, { doing: 'reading', done: 1000, of: 'records' }],
      [10, { doing: 'merging' }],
    ],
    draws: ['reading', 'merging'],
  },
  {
    when: 'there is nothing to write',
    steps: [[0, { ...writing(0), total: 0 }]],
    draws: ['writing  0 of 0 nodes and edges'],
  },
  { when: 'a name moves the cursor', steps: [[0, { doing: 'a\u001b[2Jb' }]], draws: ['a\\u{1b}[2Jb'] },
];

test.each(drawn)('a terminal shows one line that is drawn over, where $when', ({ steps, draws }) => {
  expect(shown(true, steps, 120)).toBe([...draws, ''].map((line) => clear + line).join(''));
});

test('a line is never wider than the terminal, where it could not be drawn over', () => {
  const [, line = ''] = shown(true, [[0, writing(1)]], 40).split(clear);
  expect(line).toHaveLength(39);
});

test('elsewhere a line is written now and then, and none for what is done at once', () => {
  const steps = [0, 5000, 4000, 2000, 1000, 20_000].map((afterMs, at) => [afterMs, writing(100 * at)] as const);
  expect(shown(false, steps.slice(0, 3))).toBe('');
  expect(shown(false, steps)).toBe(
    '… writing  0 %  300 of 1,080,000 nodes and edges  27/s\n… writing  0 %  500 of 1,080,000 nodes and edges  16/s\n',
  );
});
