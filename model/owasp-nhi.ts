/** OWASP Non-Human Identities Top 10 (2025): id to title. */
export const owaspNhi: Readonly<Record<string, string>> = {
  NHI1: 'Improper offboarding',
  NHI2: 'Secret leakage',
  NHI3: 'Vulnerable third-party identity',
  NHI4: 'Insecure authentication',
  NHI5: 'Overprivileged identity',
  NHI6: 'Insecure cloud deployment configuration',
  NHI7: 'Long-lived secret',
  NHI8: 'Environment isolation',
  NHI9: 'Identity reuse',
  NHI10: 'Human use of a machine identity',
};
