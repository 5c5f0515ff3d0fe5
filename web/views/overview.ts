import type { App } from '../app.ts';
import type { ReportRow } from '../api/shapes.ts';
import { element, type Child } from '../dom/element.ts';
import { stepLink } from '../dom/parts.ts';
import { tallLink } from '../dom/tall-link.ts';
import { nhiTitle } from '../format/nhi.ts';
import { nameOfId, plain } from '../format/name.ts';
import { count, counted, range } from '../format/quantity.ts';
import { weightBar } from '../list/row.ts';
import { exposedJewels, findingCounts, type ExposedJewel } from './survey-stories.ts';

const SHOWN = 5;

/** Where to begin: what an identity's fall would cost, told from the top of the report. */
export async function overviewView(app: App): Promise<HTMLElement> {
  const jewels = await namedJewels(app);
  const { counts } = app.status;
  const administrators = app.survey.rows.filter((row) => row.administers.length > 0);
  const machines = administrators.filter((row) => !row.human).length;
  return element(
    'div',
    { class: 'page overview' },
    element('p', { class: 'eyebrow', text: 'Overview' }),
    element('h1', {
      text: `${count(machines)} of ${counted(counts.machines, 'machine identity', 'machine identities')} can take over an account`,
    }),
    element('p', {
      class: 'lead',
      text: 'Choose an identity, here or in the list, to see what falls with it, ring by ring. Then choose what must not fall to see the way there, and where to cut it.',
    }),
    element(
      'div',
      { class: 'cards' },
      element('div', { class: 'cards__column' }, heaviestCard(app), findingsCard(app)),
      element('div', { class: 'cards__column' }, administratorsCard(app, administrators), jewelsCard(app, jewels)),
    ),
    app.survey.total > app.survey.rows.length && note(app),
  );
}

function note(app: App): HTMLElement {
  const { rows, total } = app.survey;
  return element('p', {
    class: 'note',
    text: `Told of the ${count(rows.length)} highest ranked of ${count(total)} identities.`,
  });
}

function card(title: string, text: string, ...children: readonly Child[]): HTMLElement {
  return element('section', { class: 'card' }, element('h2', { text: title }), element('p', { text }), ...children);
}

function heaviestCard(app: App): HTMLElement {
  const rows = app.survey.rows.filter((row) => !row.human).slice(0, SHOWN);
  return card(
    'Largest blast radius',
    'Machine identities whose compromise takes the most with it.',
    element(
      'ol',
      { class: 'links' },
      ...rows.map((row) => element('li', {}, identityLink(app, row, weightBar(row, app.survey.heaviest)))),
    ),
  );
}

function administratorsCard(app: App, administrators: readonly ReportRow[]): HTMLElement {
  const accounts = new Map<string, ReportRow[]>();
  for (const row of administrators) {
    for (const id of row.administers) accounts.set(id, [...(accounts.get(id) ?? []), row]);
  }
  const items = [...accounts].sort(([, a], [, b]) => b.length - a.length).slice(0, SHOWN);
  const link = ([id, rows]: readonly [string, readonly ReportRow[]]) => {
    const machines = rows.filter((row) => !row.human).length;
    return countLink(app, id, app.words.scopeWithId(nameOfId(id)), { machines, people: rows.length - machines });
  };
  return card(
    'Full control of an account',
    'How many identities can make themselves its administrator.',
    element('ul', { class: 'links' }, ...items.map((item) => element('li', {}, link(item)))),
    items.length === 0 && element('p', { class: 'none', text: 'No identity can.' }),
  );
}

interface NamedJewel extends ExposedJewel {
  readonly name: string;
}

/** The most exposed jewels; the report knows only their ids, so their names are asked for. */
async function namedJewels({ api, survey }: App): Promise<readonly NamedJewel[]> {
  const jewels = exposedJewels(survey.rows).slice(0, SHOWN);
  return Promise.all(jewels.map(async (jewel) => ({ ...jewel, name: (await api.node(jewel.id)).node.name })));
}

function jewelsCard(app: App, jewels: readonly NamedJewel[]): HTMLElement {
  const item = ({ id, name, machines, people }: NamedJewel) => {
    const link = countLink(app, id, plain(name), { machines, people });
    link.prepend(element('span', { class: 'swatch swatch--jewel' }));
    return element('li', {}, link);
  };
  return card(
    'Most exposed crown jewels',
    'What must not fall, and how many identities reach it.',
    element('ul', { class: 'links' }, ...jewels.map(item)),
    jewels.length === 0 && element('p', { class: 'none', text: 'No crown jewel is reached.' }),
  );
}

function findingsCard(app: App): HTMLElement {
  const findings = findingCounts(app.survey.rows).slice(0, SHOWN);
  const item = (id: string, identities: number) =>
    element(
      'li',
      { class: 'tally' },
      element('span', { class: 'badge badge--nhi', text: plain(id) }),
      element('span', { class: 'tally__name', text: nhiTitle(id) }),
      element('span', { class: 'tally__count', text: count(identities) }),
    );
  return card(
    'Findings',
    'By the OWASP Non-Human Identities Top 10.',
    element('ul', { class: 'links' }, ...findings.map(({ id, identities }) => item(id, identities))),
    findings.length === 0 && element('p', { class: 'none', text: 'None.' }),
  );
}

function identityLink(app: App, row: ReportRow, bar: HTMLElement): HTMLElement {
  const patch = { identity: row.id, sector: '', target: '' };
  const end = [`${range(row.certain.resources, row.possible.resources)} resources`];
  return tallLink(app, { node: row, isHuman: row.human, patch, end }, bar);
}

type Who = Pick<ExposedJewel, 'machines' | 'people'>;

function countLink(app: App, id: string, name: string, { machines, people }: Who): HTMLElement {
  const aside = `${counted(machines, 'machine')}, ${counted(people, 'person', 'people')}`;
  return stepLink(
    app,
    { identity: '', target: id },
    'link-row',
    element('span', { class: 'link-row__name', text: name, attributes: { title: plain(id) } }),
    element('span', { class: 'link-row__aside', text: aside }),
  );
}
