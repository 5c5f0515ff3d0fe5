import type { CompiledPolicy } from './compile.ts';
import type { Evidence, Layer } from './gate.ts';
import type { ConditionItem } from './literal.ts';
import type { Principal } from './principal.ts';
import type { RequestContext } from './scope.ts';

/** Who wants to do what to what, under which policies. */
export interface AccessRequest {
  readonly principal: Principal;
  /** `service:Action`, in any case. */
  readonly action: string;
  /** ARN, or `*` where the action asks for none in particular. */
  readonly resource: string;
  /** Owner of the resource; taken from the ARN, else to be the principal's account, where undefined. */
  readonly resourceAccount?: string | undefined;
  readonly context: RequestContext;
  /** Inline, attached and through groups. */
  readonly identityPolicies: readonly CompiledPolicy[];
  readonly permissionBoundary?: CompiledPolicy | undefined;
  /** Policies of the session, undefined where there are none. */
  readonly sessionPolicies?: readonly CompiledPolicy[] | undefined;
  /** A role's trust policy, a key's policy, a bucket's policy … */
  readonly resourcePolicy?: CompiledPolicy | undefined;
  /** SCPs over the principal, level by level, root first; empty where the organisation has none. */
  readonly serviceControlPolicies?: readonly (readonly CompiledPolicy[])[] | undefined;
  /** RCPs over the resource, level by level; RCPFullAWSAccess counts as attached at each. */
  readonly resourceControlPolicies?: readonly (readonly CompiledPolicy[])[] | undefined;
  /** Policies of the VPC endpoint that the request comes through. */
  readonly endpointPolicies?: readonly CompiledPolicy[] | undefined;
  /** The principal's account is its organisation's management account: no SCP restricts it. */
  readonly principalInManagementAccount?: boolean | undefined;
  /** The resource's account is its organisation's management account: no RCP restricts it. */
  readonly resourceInManagementAccount?: boolean | undefined;
}

/** The answer to a request. */
export interface Decision {
  /** `conditional` only where the request's context is not complete. */
  readonly decision: 'allowed' | 'conditional' | 'implicitly-denied' | 'explicitly-denied';
  /** What the unknown context must say, all of it. */
  readonly conditions: readonly ConditionItem[];
  /** The deciding statements: those that allow, those that deny, and those whose conditions are left. */
  readonly evidence: readonly Evidence[];
  /** The layers that deny, or that lack an allow. */
  readonly blockedBy: readonly Layer[];
}
