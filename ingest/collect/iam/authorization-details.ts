import {
  GetAccountAuthorizationDetailsCommand,
  type GetAccountAuthorizationDetailsCommandOutput,
  IAMClient,
} from '@aws-sdk/client-iam';
import type { Site } from '../site.ts';

/** One page of authorization details. */
export type DetailsPage = Pick<GetAccountAuthorizationDetailsCommandOutput, DetailsSection>;

/** The arrays of the answer, in the order of the saved file. */
export const detailsSections = ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'] as const;
type DetailsSection = (typeof detailsSections)[number];

/** Users, groups, roles and managed policies of the account, page by page as they come. */
export async function* readAuthorizationDetails(site: Site): AsyncGenerator<DetailsPage> {
  const client = site.client(IAMClient);
  const pages = site.pages('iam:GetAccountAuthorizationDetails', async (token, options) => {
    const command = new GetAccountAuthorizationDetailsCommand({ Marker: token, MaxItems: 1000 });
    const answer = await client.send(command, options);
    const isWhole = detailsSections.some((section) => answer[section] !== undefined);
    return { items: isWhole ? [answer] : undefined, next: answer.IsTruncated === false ? undefined : answer.Marker };
  });
  for await (const page of pages) for (const details of page) yield withPolicyNames(details);
}

/** AWS names every policy; its stand-ins leave that to the ARN. */
function withPolicyNames(details: DetailsPage): DetailsPage {
  const policies = details.Policies?.map((policy) => ({ PolicyName: policy.Arn?.split('/').at(-1), ...policy }));
  return { ...details, Policies: policies };
}
