import { readChanges } from '../../app/what-if/read-changes.ts';
import { scenariosOf } from '../../app/what-if/scenarios.ts';
import { defineRoute } from '../define-route.ts';
import { readJsonBody } from '../json-body.ts';
import { optionalText } from '../params.ts';
import { simulationAnswer } from '../what-if-answers.ts';

export const postWhatIf = defineRoute({
  method: 'post',
  path: '/api/what-if',
  summary:
    'What changes would do to everyone: {"changes": […]} as a changes file has them. Nothing is written; a name keeps them as a scenario until the server ends.',
  params: { name: optionalText('keeps the changes as a scenario of that name') },
  body: ['application/json'],
  answer: simulationAnswer,
  async handle({ workspace, open, request }, { name }) {
    const changes = readChanges('body', await readJsonBody(request));
    return scenariosOf(workspace).simulate(await open(), changes, name);
  },
});
