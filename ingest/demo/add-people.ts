import { addAccessKey, addPassword } from './add-credential.ts';
import { addUser } from './add-user.ts';
import type { Account, Estate } from './estate.ts';
import { people, type Person } from './people.ts';
import { randomOf } from './random.ts';

/** Adds the people's IAM users, each with a password and some with an access key; their groups must exist. */
export function addPeople(estate: Estate): void {
  for (const person of people.management) addPerson(estate.management, person);
  for (const person of people.tooling) addPerson(estate.tooling, person);
  for (const person of people.production) addPerson(estate.production, person);
  for (const person of people.development) addPerson(estate.development, person);
}

function addPerson(account: Account, { name, groups }: Person): void {
  const random = randomOf(account.seed, `person/${name}`);
  const createdDaysAgo = random.integer(200, 1600);
  const tags = { 'ambit:human': 'true', owner: `${name}@halyard-freight.example` };
  const arn = addUser(account, { name, path: '/people/', groups, tags, createdDaysAgo });
  addPassword(account, arn, { createdDaysAgo, lastUsedDaysAgo: random.integer(0, 60) });
  if (random.chance(0.3)) {
    addAccessKey(account, arn, {
      createdDaysAgo: random.integer(60, createdDaysAgo),
      lastUsedDaysAgo: random.integer(0, 50),
    });
  }
}
