/** OWASP Non-Human Identities Top 10, 2025. */
const titles: Readonly<Record<string, string>> = {
  NHI1: 'Improper offboarding',
  NHI2: 'Secret leakage',
  NHI3: 'Vulnerable third-party identity',
  NHI4: 'Insecure authentication',
  NHI5: 'Overprivileged identity',
  NHI6: 'Insecure cloud deployment configuration',
  NHI7: 'Long-lived secrets',
  NHI8: 'No environment isolation',
  NHI9: 'Identity used in several places',
  NHI10: 'Used by a person',
};

/** What an OWASP NHI id stands for; the id itself where it is not one of the ten. */
export function nhiTitle(id: string): string {
  return Object.hasOwn(titles, id) ? (titles[id] ?? id) : id;
}
