import type { Story } from '../define-story.ts';
import { analystsDenied } from './analysts-denied.ts';
import { boundedCiRole } from './bounded-ci-role.ts';
import { breakGlass } from './break-glass.ts';
import { forgottenKey } from './forgotten-key.ts';
import { looseCiTrust } from './loose-ci-trust.ts';
import { overreachingAgent } from './overreaching-agent.ts';
import { portalHost } from './portal-host.ts';
import { rewritableLambda } from './rewritable-lambda.ts';
import { secretToSecondAccount } from './secret-to-second-account.ts';
import { sharedArchive } from './shared-archive.ts';
import { vendorWithoutExternalId } from './vendor-without-external-id.ts';

/** Every story of the demo estate, worst first. */
export const stories: readonly Story[] = [
  looseCiTrust,
  rewritableLambda,
  secretToSecondAccount,
  forgottenKey,
  overreachingAgent,
  vendorWithoutExternalId,
  portalHost,
  sharedArchive,
  breakGlass,
  boundedCiRole,
  analystsDenied,
];
