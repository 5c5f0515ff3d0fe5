/** Groups of people and the account that their IAM users stand in; named after the work they do. */
type PeopleGroup =
  | 'developers'
  | 'fleet-team'
  | 'data-analysts'
  | 'support'
  | 'platform'
  | 'security-audit'
  | 'finance';

/** One person with an IAM user from before single sign-on. */
export interface Person {
  readonly name: string;
  readonly groups: readonly PeopleGroup[];
}

/** Everybody who still has an IAM user, by the account that it stands in. */
export const people = {
  management: [
    { name: 'henrik.solberg', groups: ['finance'] },
    { name: 'paula.nunes', groups: ['finance'] },
  ],
  tooling: [
    { name: 'ana.ferreira', groups: ['platform'] },
    { name: 'tomasz.wrona', groups: ['platform'] },
    { name: 'grace.okafor', groups: ['platform'] },
    { name: 'lukas.brandt', groups: ['platform'] },
    { name: 'mei.tanaka', groups: ['security-audit'] },
    { name: 'oisin.byrne', groups: ['security-audit'] },
  ],
  production: [
    { name: 'carla.rossi', groups: ['data-analysts'] },
    { name: 'jonas.lind', groups: ['data-analysts'] },
    { name: 'priya.raman', groups: ['data-analysts'] },
    { name: 'sofia.marin', groups: ['data-analysts'] },
    { name: 'yusuf.demir', groups: ['data-analysts'] },
    { name: 'bram.visser', groups: ['support'] },
    { name: 'elif.kaya', groups: ['support'] },
    { name: 'noor.haddad', groups: ['support'] },
    { name: 'stefan.ilic', groups: ['support'] },
  ],
  development: [
    { name: 'adam.nowak', groups: ['developers'] },
    { name: 'chloe.martin', groups: ['developers'] },
    { name: 'daniel.weiss', groups: ['developers'] },
    { name: 'emma.larsen', groups: ['developers'] },
    { name: 'farid.rahimi', groups: ['developers'] },
    { name: 'hana.kovac', groups: ['developers'] },
    { name: 'igor.petrov', groups: ['developers'] },
    { name: 'kofi.mensah', groups: ['developers'] },
    { name: 'lena.vogel', groups: ['developers'] },
    { name: 'marta.silva', groups: ['developers'] },
    { name: 'nils.berg', groups: ['developers', 'fleet-team'] },
    { name: 'rosa.jimenez', groups: ['developers', 'fleet-team'] },
    { name: 'samir.aziz', groups: ['developers', 'fleet-team'] },
    { name: 'vera.holm', groups: ['developers', 'fleet-team'] },
  ],
} as const satisfies Readonly<Record<string, readonly Person[]>>;
