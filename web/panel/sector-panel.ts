import type { App } from '../app.ts';
import { MEMBERS_PAGE } from '../api/client.ts';
import type { MapSector, MembersPage, ReachRow } from '../api/shapes.ts';
import { element } from '../dom/element.ts';
import { conditionalBadge, glyphMark, stepLink } from '../dom/parts.ts';
import { plain } from '../format/name.ts';
import { count, counted } from '../format/quantity.ts';

/** The members of a sector; further pages come when asked for. */
export async function sectorPanel(app: App, of: string, sector: MapSector): Promise<HTMLElement> {
  const list = element('ul', { class: 'links' });
  const more = element('button', { class: 'more', attributes: { type: 'button' } });
  const add = ({ members, total }: MembersPage) => {
    list.append(...members.map((member) => element('li', {}, memberLink(app, sector, member))));
    const left = total - list.childElementCount;
    more.hidden = left <= 0 || members.length === 0;
    more.textContent = `Show ${count(Math.min(left, MEMBERS_PAGE))} more of ${count(left)}`;
  };
  const load = async () => add(await app.api.members(of, sector.id, list.childElementCount));
  more.addEventListener('click', () => void load().catch(app.fail));
  await load();
  return element('div', { class: 'panel__body' }, sectorHead(app, sector), list, more);
}

function sectorHead(app: App, sector: MapSector): HTMLElement {
  const kind = app.words.node(sector.kind);
  const facts = [
    app.words.scopeWithId(sector.scope),
    `${counted(sector.hops, 'hop')} away`,
    `weight ${count(sector.weight)}`,
  ];
  if (sector.conditional > 0) facts.push(`${count(sector.conditional)} only under conditions`);
  const close = stepLink(app, { sector: '', target: '' }, 'icon-button', '×');
  close.setAttribute('aria-label', 'Close the sector');
  return element(
    'header',
    { class: 'panel__head' },
    glyphMark(app.words, sector.kind),
    element(
      'div',
      { class: 'panel__title' },
      element('h2', { text: `${count(sector.count)} × ${plain(kind.title)}` }),
      element('p', { class: 'panel__where', text: facts.join(' · ') }),
      element('p', { class: 'panel__hint', text: 'Choose one to see the way there.' }),
    ),
    close,
  );
}

function memberLink(app: App, sector: MapSector, member: ReachRow): HTMLElement {
  return stepLink(
    app,
    { target: member.id, sector: sector.id },
    'link-row',
    member.weight >= 100 && element('span', { class: 'swatch swatch--jewel', attributes: { title: 'Crown jewel' } }),
    element('span', {
      class: 'link-row__name',
      text: app.words.nameOf(member),
      attributes: { title: plain(member.id) },
    }),
    member.certainty === 'conditional' && conditionalBadge(),
    element('span', { class: 'link-row__count', text: count(member.weight), attributes: { title: 'Weight' } }),
  );
}
