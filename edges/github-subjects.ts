/** Where a workflow runs when nothing else is asked for. */
const anyBranch = ':ref:refs/heads/any';

/**
 * Subjects that a workflow of the repository may carry, among which is one that a trust policy takes, if it takes any.
 *
 * @param repository `acme/shop`, or `acme` for any repository of the organisation
 * @param wanted the subject patterns of the trust policy
 */
export function workflowSubjects(repository: string, wanted: readonly string[]): readonly string[] {
  const isWhole = repository.includes('/');
  const own = isWhole ? `repo:${repository}:` : `repo:${repository}/`;
  const base = isWhole ? `repo:${repository}` : `repo:${repository}/any`;
  const subjects = new Set([`${base}${anyBranch}`]);
  for (const pattern of wanted) {
    if (pattern.startsWith(own)) subjects.add(filled(pattern));
    const tail = /^repo:[^:]*(:.*)$/.exec(pattern)?.[1];
    if (tail !== undefined) subjects.add(base + filled(tail));
  }
  return [...subjects];
}

/** Subjects that anyone on the internet may carry, in a repository and an organisation of his own. */
export function strangersSubjects(wanted: readonly string[]): readonly string[] {
  return [`repo:a-stranger/any${anyBranch}`, ...wanted.filter(leavesOwnerOpen).map(filled)];
}

/** Whether a pattern fits organisations that anyone may found. */
function leavesOwnerOpen(pattern: string): boolean {
  return /[*?]/.test(pattern.split('/', 1)[0]);
}

function filled(pattern: string): string {
  return pattern.replaceAll('*', 'any').replaceAll('?', 'x');
}
