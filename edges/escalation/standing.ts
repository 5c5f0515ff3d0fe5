import { parseArn } from '../../model/arn.ts';
import type { Estate } from '../estate/estate.ts';
import type { Existing } from './way.ts';

/**
 * ARNs of what is there for a way; none where nothing of the type was listed, undefined where what was listed does not
 * serve.
 */
export function standing(estate: Estate, account: string, wanted: Existing): readonly string[] | undefined {
  if (wanted.type === 'AWS::IAM::InstanceProfile') return instanceProfiles(estate, account);
  const listed = estate.resources.inAccount(account, wanted.type).map(({ id }) => id);
  if (wanted.runsAs === undefined || listed.length === 0) return listed;
  const running = new Set(estate.index.of('runs-as').map(({ workload }) => workload));
  const serving = listed.filter((id) => running.has(id) === (wanted.runsAs === 'somebody'));
  return serving.length === 0 ? undefined : serving;
}

/** Every source that says an account's roles says their instance profiles too: what it does not say is not there. */
function instanceProfiles({ index }: Estate, account: string): readonly string[] | undefined {
  const profiles = index.of('instance-profile').map(({ profile }) => profile);
  const own = profiles.filter((profile) => parseArn(profile)?.account === account);
  return own.length === 0 ? undefined : [...new Set(own)];
}
