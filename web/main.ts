import { createApi } from './api/client.ts';
import { readSurvey, type App } from './app.ts';
import { element, fill } from './dom/element.ts';
import { createWordBook } from './word-book.ts';
import { createFoundNodes } from './state/found-nodes.ts';
import { createNavigation } from './state/navigation.ts';
import { applyTheme, rememberedTheme } from './state/theme.ts';
import { emptyStoreView, failureView } from './views/failure.ts';
import { pageHeader } from './views/header.ts';
import { createWorkbench } from './workbench.ts';

applyTheme(rememberedTheme());
void start(document.body);

async function start(body: HTMLElement): Promise<void> {
  const speaker = element('p', { class: 'unseen', attributes: { role: 'status' } });
  const alarm = element('div', { class: 'alarm', attributes: { hidden: '' } });
  const fail = (error: unknown) => {
    fill(alarm, failureView(error));
    alarm.hidden = false;
  };
  try {
    const app = await open(fail, (text) => {
      speaker.textContent = text;
    });
    if (app.status.snapshot === null)
      fill(body, pageHeader(app), element('main', { class: 'alone' }, emptyStoreView()), speaker);
    else fill(body, pageHeader(app), createWorkbench(app), alarm, speaker);
  } catch (error) {
    fill(body, element('main', { class: 'alone' }, failureView(error)));
  }
}

async function open(fail: App['fail'], announce: App['announce']): Promise<App> {
  const api = createApi();
  const [status, kinds] = await Promise.all([api.status(), api.kinds()]);
  const survey = status.snapshot === null ? { rows: [], total: 0, heaviest: 1 } : await readSurvey(api);
  const navigation = createNavigation(window);
  navigation.watch(() => document.querySelector('.alarm')?.setAttribute('hidden', ''));
  const words = createWordBook(kinds, status.scopeNames);
  return { api, words, navigation, status, survey, found: createFoundNodes(), fail, announce };
}
