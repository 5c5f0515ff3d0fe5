import { owaspNhi } from '../../model/owasp-nhi.ts';

/** What an OWASP NHI id stands for; the id itself where it is not one of the ten. */
export function nhiTitle(id: string): string {
  return Object.hasOwn(owaspNhi, id) ? (owaspNhi[id] ?? id) : id;
}
