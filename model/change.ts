import type { JsonObject } from './json.ts';

/** One change to what sources said, for what-if and for plans; ids are the nodes' own. */
export type Change =
  | { readonly change: 'remove-edge'; readonly from: string; readonly to: string; readonly kind: string }
  | { readonly change: 'remove-node'; readonly id: string }
  | { readonly change: 'detach-policy'; readonly from: string; readonly policy: string }
  | {
      readonly change: 'attach-policy';
      readonly to: string;
      readonly policy?: string | undefined;
      readonly document?: JsonObject | undefined;
      /** Of the inline policy that the document becomes; a name is made up where none is given. */
      readonly name?: string | undefined;
    }
  | { readonly change: 'add-policy'; readonly policy: string; readonly document: JsonObject }
  | { readonly change: 'remove-policy'; readonly policy: string }
  | { readonly change: 'replace-policy'; readonly policy: string; readonly document: JsonObject }
  | { readonly change: 'remove-statement'; readonly policy: string; readonly statement: string | number }
  | {
      readonly change: 'deny' | 'grant';
      readonly identity: string;
      readonly actions: readonly string[];
      readonly resources: readonly string[];
    }
  | { readonly change: 'set-trust'; readonly identity: string; readonly document: JsonObject }
  | { readonly change: 'set-resource-policy'; readonly resource: string; readonly document: JsonObject | null }
  | { readonly change: 'set-boundary'; readonly identity: string; readonly policy: string | null }
  | {
      readonly change: 'set-scp';
      readonly target: string;
      readonly attach?: JsonObject | undefined;
      /** What the attached document is; `SCP` unless told. */
      readonly type?: 'SCP' | 'RCP' | undefined;
      readonly detach?: string | undefined;
    }
  | { readonly change: 'add-member'; readonly group: string; readonly member: string }
  | { readonly change: 'remove-member'; readonly group: string; readonly member: string }
  | { readonly change: 'add-identity'; readonly id: string; readonly kind: string }
  | {
      readonly change: 'add-resource';
      readonly id: string;
      readonly type: string;
      readonly account?: string | undefined;
    }
  | { readonly change: 'add-credential'; readonly id: string; readonly identity: string; readonly kind: string }
  | { readonly change: 'disable-credential'; readonly id: string }
  | { readonly change: 'set-instance-profile'; readonly profile: string; readonly role: string | null };

export type ChangeName = Change['change'];

/** The change of one name. */
export type ChangeOf<N extends ChangeName> = Extract<Change, { readonly change: N }>;
