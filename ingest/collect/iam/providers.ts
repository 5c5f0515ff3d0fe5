import {
  GetOpenIDConnectProviderCommand,
  IAMClient,
  ListOpenIDConnectProvidersCommand,
  ListSAMLProvidersCommand,
} from '@aws-sdk/client-iam';
import type { JsonObject } from '../../../model/json.ts';
import type { Site } from '../site.ts';

/** OpenID Connect providers that the account trusts, with the audiences they may name. */
export async function readOidcProviders(site: Site): Promise<readonly JsonObject[]> {
  const client = site.client(IAMClient);
  const listed = await site.list('iam:ListOpenIDConnectProviders', async (_token, options) => {
    const answer = await client.send(new ListOpenIDConnectProvidersCommand(), options);
    return { items: answer.OpenIDConnectProviderList, next: undefined };
  });
  return Promise.all(listed.map(({ Arn = '' }) => describe(site, Arn)));
}

async function describe(site: Site, arn: string): Promise<JsonObject> {
  const client = site.client(IAMClient);
  const answer = await site.item('iam:GetOpenIDConnectProvider', {
    subjects: [arn],
    send: (options) => client.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }), options),
    isWhole: ({ Url }) => Url !== undefined,
    absent: ['NoSuchEntity', 'NoSuchEntityException'],
  });
  if (answer === undefined) return { Arn: arn };
  return { Arn: arn, Url: answer.Url, ClientIDList: answer.ClientIDList ?? [] };
}

/** SAML providers that the account trusts. */
export async function readSamlProviders(site: Site): Promise<readonly JsonObject[]> {
  const client = site.client(IAMClient);
  const listed = await site.list('iam:ListSAMLProviders', async (_token, options) => {
    const answer = await client.send(new ListSAMLProvidersCommand(), options);
    return { items: answer.SAMLProviderList, next: undefined };
  });
  return listed.map(({ Arn = '' }) => ({ Arn }));
}
