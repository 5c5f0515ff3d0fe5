import type { Environment } from '../app/environment.ts';
import type { Progress, Step } from '../app/progress.ts';
import { printable } from '../model/printable.ts';
import { cutText } from '../reports/text-width.ts';

/** Progress while it is shown on standard error. */
export interface ShownProgress {
  readonly progress: Progress;
  /** Leaves nothing of it on the screen. */
  end(): void;
}

/** Where progress goes, and what time it is in milliseconds. */
export interface Screen {
  write(text: string): void;
  now(): number;
}

/** A bar is drawn again at most so often; a line is written at most so often, and not for what is done before. */
const drawMs = 100;
const lineMs = 10_000;

const ownScreen: Screen = { write: (text) => void process.stderr.write(text), now: () => Date.now() };

/** Draws a bar in one line of a terminal; elsewhere, a plain line now and then for work that takes long. */
export function startProgress(
  { showsProgress, columns }: Pick<Environment, 'showsProgress' | 'columns'>,
  screen: Screen = ownScreen,
): ShownProgress {
  return showsProgress ? bar(columns, screen) : lines(screen);
}

/** Goes to the line's beginning and clears it. */
const clear = '\r\u001b[K';

function bar(columns: number, screen: Screen): ShownProgress {
  const clock = new StepClock(screen);
  let next = -Infinity;
  let isDrawn = false;
  return {
    progress(step) {
      const { isNew, elapsedMs } = clock.take(step);
      if (!isNew && screen.now() < next) return;
      next = screen.now() + drawMs;
      isDrawn = true;
      screen.write(clear + cutText(stepBar(step, elapsedMs), Math.max(20, columns - 1)));
    },
    end() {
      if (isDrawn) screen.write(clear);
    },
  };
}

function lines(screen: Screen): ShownProgress {
  const clock = new StepClock(screen);
  let next = screen.now() + lineMs;
  return {
    progress(step) {
      const { elapsedMs } = clock.take(step);
      if (screen.now() < next) return;
      next = screen.now() + lineMs;
      screen.write(`… ${stepWords(step, elapsedMs)}\n`);
    },
    end() {},
  };
}

/** How long the step has been going on. */
class StepClock {
  readonly #screen: Screen;
  #doing: string | undefined;
  #since = 0;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  take({ doing }: Step): { readonly isNew: boolean; readonly elapsedMs: number } {
    const isNew = doing !== this.#doing;
    if (isNew) this.#since = this.#screen.now();
    this.#doing = doing;
    return { isNew, elapsedMs: this.#screen.now() - this.#since };
  }
}

const barWidth = 24;

function stepBar(step: Step, elapsedMs: number): string {
  const { doing, done = 0, total } = step;
  if (total === undefined || total === 0) return stepWords(step, elapsedMs);
  const full = Math.round((barWidth * Math.min(done, total)) / total);
  const left = done === 0 ? '' : `  ${clockTime((elapsedMs * (total - done)) / done)} left`;
  return `${printable(doing)}  ${'█'.repeat(full)}${'░'.repeat(barWidth - full)}  ${counts(step, elapsedMs)}${left}`;
}

function stepWords(step: Step, elapsedMs: number): string {
  return [printable(step.doing), counts(step, elapsedMs)].filter((words) => words !== '').join('  ');
}

/** `62 %  671,000 of 1,080,000 nodes and edges  12,400/s` */
function counts({ done, total, of = '' }: Step, elapsedMs: number): string {
  if (done === undefined) return '';
  const share = total === undefined || total === 0 ? [] : [`${Math.floor((100 * done) / total)} %`];
  const count = total === undefined ? grouped(done) : `${grouped(done)} of ${grouped(total)}`;
  const rate = elapsedMs < 1000 ? [] : [`${grouped(Math.round((1000 * done) / elapsedMs))}/s`];
  return [...share, `${count} ${of}`.trimEnd(), ...rate].join('  ');
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

function clockTime(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
