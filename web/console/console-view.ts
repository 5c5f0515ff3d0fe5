import type { App } from '../app.ts';
import type { ConsoleState, CypherAnswer } from '../api/shapes.ts';
import { element, fill } from '../dom/element.ts';
import { plain } from '../format/name.ts';
import { count, counted } from '../format/quantity.ts';
import { failureView } from '../views/failure.ts';
import { answerTable } from './answer-table.ts';
import { examples } from './examples.ts';
import { foundList } from './found-list.ts';

/** The console as it is used: what was typed and answered stays while other views stand. */
export interface ConsoleView {
  /** The page, once it is known whether the console is on. */
  page(): Promise<HTMLElement>;
}

/** Asks the database itself, read only. */
export function createConsoleView(app: App): ConsoleView {
  const box = element('textarea', {
    class: 'console__box',
    attributes: {
      id: 'statement',
      rows: '7',
      spellcheck: 'false',
      autocomplete: 'off',
      'aria-describedby': 'statement-help',
    },
  });
  box.value = examples[0]?.statement ?? '';
  const run = element('button', { class: 'console__run', text: 'Ask', attributes: { type: 'submit' } });
  const answer = element('div', { class: 'console__answer' });
  const ask = async () => {
    run.disabled = true;
    answer.setAttribute('aria-busy', 'true');
    try {
      const found = await app.api.ask(box.value);
      app.found.replace(found.nodes);
      fill(answer, ...answerParts(app, found));
      app.announce(summary(found));
    } catch (error) {
      fill(answer, failureView(error));
    }
    run.disabled = false;
    answer.removeAttribute('aria-busy');
  };
  const form = element('form', { class: 'console__form' }, ...formParts(box, run));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void ask();
  });
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || (!event.ctrlKey && !event.metaKey)) return;
    event.preventDefault();
    if (!run.disabled) void ask();
  });
  return { page: async () => consolePage(await app.api.console(), form, answer) };
}

function formParts(box: HTMLTextAreaElement, run: HTMLElement): readonly HTMLElement[] {
  const choose = ({ title, statement }: (typeof examples)[number]) =>
    element('button', {
      class: 'console__example',
      text: title,
      attributes: { type: 'button' },
      on: {
        click: () => {
          box.value = statement;
          box.focus();
        },
      },
    });
  return [
    element('label', { text: 'Statement', attributes: { for: 'statement' } }),
    box,
    element('div', { class: 'console__examples' }, 'Examples: ', ...examples.map(choose)),
    element(
      'div',
      { class: 'console__go' },
      run,
      element('span', {
        text: 'Ctrl + Enter asks too. $graph is the graph that this page shows.',
        attributes: { id: 'statement-help' },
      }),
    ),
  ];
}

function consolePage({ isOn, reason, maxRows, seconds }: ConsoleState, form: HTMLElement, answer: HTMLElement) {
  const limits = `Answers come from the database itself, at most ${count(maxRows)} rows within ${seconds} seconds. Nothing can be written.`;
  return element(
    'div',
    { class: 'page console' },
    element('h1', { text: 'Ask in Cypher' }),
    element('p', { class: 'lead', text: isOn ? limits : `The console is off: ${plain(reason)}.` }),
    isOn && form,
    isOn && answer,
  );
}

function answerParts(app: App, found: CypherAnswer): readonly (HTMLElement | false)[] {
  return [
    element('p', { class: 'console__summary', text: summary(found) }),
    found.rows.length > 0 && answerTable(app, found),
    found.nodes.length > 0 && foundList(app, found.nodes),
  ];
}

function summary({ rows, isCut, nodes, milliseconds }: CypherAnswer): string {
  const cut = isCut ? `The first ${counted(rows.length, 'row')}; there are more` : counted(rows.length, 'row');
  return `${cut}, ${counted(nodes.length, 'node')} of the graph, ${count(milliseconds)} ms`;
}
