import type { FactIndex } from '../../edges/estate/fact-index.ts';
import { inForce, statementsOf, withStatements } from '../../graph/plan/statements.ts';
import type { Change, ChangeOf } from '../../model/change.ts';
import type { JsonValue } from '../../model/json.ts';
import type { FactOf } from '../../model/records.ts';
import type { PlannedChange, ReviewedStep } from '../../queries/plan/plan.ts';
import { documentCommands, holderCommands, policyTerraform, type Written } from './commands.ts';
import { commandLine } from './shell.ts';

/** Writes each step out for a person: documents before and after, commands, and how to take it back. */
export function reviewedSteps(facts: FactIndex, steps: readonly PlannedChange[]): readonly ReviewedStep[] {
  const review = new Review(facts);
  return steps.map((step) => ({ ...step, ...review.of(step.change) }));
}

type Details = Omit<ReviewedStep, keyof PlannedChange>;

/** What the steps have made of the documents so far. */
class Review {
  readonly #facts: FactIndex;
  readonly #policies: ReadonlyMap<string, FactOf<'policy'>>;
  readonly #now = new Map<string, JsonValue>();

  constructor(facts: FactIndex) {
    this.#facts = facts;
    this.#policies = new Map(facts.of('policy').map((policy) => [policy.id, policy]));
  }

  of(change: Change): Details {
    if (change.change === 'remove-statement') return this.#statement(change);
    if (change.change === 'detach-policy') return this.#detached(change);
    if (change.change === 'remove-member') return memberDetails(change);
    if (change.change === 'disable-credential') return this.#credential(change.id);
    return byHand('the source of this edge has its own way to remove it');
  }

  #statement({ policy, statement }: ChangeOf<'remove-statement'>): Details {
    const before = this.#now.get(policy) ?? this.#document(policy);
    if (before === undefined) return byHand('its document is not known');
    const after = withStatements(before, statementsOf(before).toSpliced(Number(statement), 1));
    this.#now.set(policy, after);
    const written = this.#written(policy);
    const { apply, undo, terraform, note } = documentCommands(written, before, after);
    return { before, after, commands: apply, undo, terraform, note };
  }

  #detached({ from, policy }: ChangeOf<'detach-policy'>): Details {
    const fact = this.#policies.get(policy);
    const document = this.#now.get(policy) ?? (fact === undefined ? undefined : inForce(fact));
    const inline = fact?.owner === 'inline' ? fact.name : undefined;
    const { apply, undo, terraform } = holderCommands(from, policy, inline, document);
    return { commands: apply, undo, terraform, note: '', ...(inline === undefined ? {} : { before: document }) };
  }

  #credential(id: string): Details {
    const node = this.#facts.nodes.get(id);
    const user = this.#facts.of('credential').find(({ credential }) => credential === id)?.identity ?? '';
    const words = ['--user-name', nameOf(user)];
    if (node?.kind === 'aws-access-key') {
      const set = (status: string): string =>
        commandLine('aws', 'iam', 'update-access-key', ...words, '--access-key-id', node.name, '--status', status);
      return { commands: [set('Inactive')], undo: [set('Active')], terraform: '', note: '' };
    }
    if (node?.kind === 'aws-password') {
      const note = 'A password cannot be switched off and on: to take it back, a new one is set.';
      const undo = [commandLine('aws', 'iam', 'create-login-profile', ...words, '--password-reset-required')];
      return { commands: [commandLine('aws', 'iam', 'delete-login-profile', ...words)], undo, terraform: '', note };
    }
    return byHand('revoke it where it was issued');
  }

  #document(id: string): JsonValue | undefined {
    const policy = this.#policies.get(id);
    if (policy !== undefined) return inForce(policy);
    return (
      this.#facts.of('trust').find(({ identity }) => identity === id) ??
      this.#facts.of('resource-policy').find(({ resource }) => resource === id)
    )?.document;
  }

  #written(id: string): Written {
    const policy = this.#policies.get(id);
    if (policy === undefined)
      return { id, kind: this.#facts.nodes.get(id)?.kind === 'aws-role' ? 'trust' : 'resource' };
    if (policy.owner !== 'inline') return { id, kind: 'managed' };
    const holder = this.#facts.of('attachment').find((each) => each.policy === id)?.holder ?? '';
    return { id, kind: 'inline', holder, name: policy.name };
  }
}

function memberDetails({ group, member }: ChangeOf<'remove-member'>): Details {
  const words = ['--group-name', nameOf(group), '--user-name', nameOf(member)];
  return {
    commands: [commandLine('aws', 'iam', 'remove-user-from-group', ...words)],
    undo: [commandLine('aws', 'iam', 'add-user-to-group', ...words)],
    terraform: policyTerraform('aws_iam_user_group_membership', { user: nameOf(member), removes: nameOf(group) }),
    note: '',
  };
}

function byHand(why: string): Details {
  return { commands: [], undo: [], terraform: '', note: `No command: ${why}.` };
}

/** The last part of an ARN's path, which IAM's calls take. */
function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
