import { iamArn } from './arn.ts';
import { type Conditions, documentOf, type PolicyDocument, type Principal } from './documents.ts';

/** Host of GitHub's public OIDC provider: every repository in the world gets tokens from it. */
export const githubHost = 'token.actions.githubusercontent.com';

/** Trust in an AWS service: code that it runs acts as the role. */
export function trustService(...services: readonly string[]): PolicyDocument {
  return trust({ Service: services.length === 1 ? services[0] : [...services] }, 'sts:AssumeRole');
}

/** Trust in principals or whole accounts (`…:root`). */
export function trustAws(principals: string | readonly string[], conditions?: Conditions): PolicyDocument {
  return trust({ AWS: typeof principals === 'string' ? principals : [...principals] }, 'sts:AssumeRole', conditions);
}

/** Trust in GitHub's tokens; without `sub`, in those of every repository there is. */
export function trustGithub(account: string, sub?: string): PolicyDocument {
  return trust({ Federated: iamArn(account, `oidc-provider/${githubHost}`) }, 'sts:AssumeRoleWithWebIdentity', {
    StringEquals: { [`${githubHost}:aud`]: 'sts.amazonaws.com' },
    ...(sub === undefined ? {} : { StringLike: { [`${githubHost}:sub`]: sub } }),
  });
}

/** Trust in one Kubernetes service account by the cluster's own OIDC provider. */
export function trustServiceAccount(account: string, host: string, serviceAccount: string): PolicyDocument {
  return trust({ Federated: iamArn(account, `oidc-provider/${host}`) }, 'sts:AssumeRoleWithWebIdentity', {
    StringEquals: { [`${host}:aud`]: 'sts.amazonaws.com', [`${host}:sub`]: `system:serviceaccount:${serviceAccount}` },
  });
}

/** Trust in the people that the SAML provider vouches for. */
export function trustSaml(providerArn: string): PolicyDocument {
  return trust({ Federated: providerArn }, ['sts:AssumeRoleWithSAML', 'sts:TagSession'], {
    StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' },
  });
}

function trust(principal: Principal, action: string | string[], conditions?: Conditions): PolicyDocument {
  const Condition = conditions ? { Condition: conditions } : {};
  return documentOf({ Effect: 'Allow', Principal: principal, Action: action, ...Condition });
}
