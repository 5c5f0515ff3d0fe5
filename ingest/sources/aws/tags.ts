const criticality: Readonly<Record<string, number>> = { critical: 100, high: 25, normal: 5, medium: 5, low: 1 };

/** The weight that tags give a node: `ambit:weight` in numbers, or `criticality` in words. */
export function weightOf(tags: Readonly<Record<string, string>>): { weight?: number } {
  const said = tags['ambit:weight'];
  const number = said === undefined ? Number.NaN : Number(said);
  if (Number.isFinite(number) && number >= 0) return { weight: number };
  const word = (tags['criticality'] ?? tags['Criticality'] ?? '').toLowerCase();
  return Object.hasOwn(criticality, word) ? { weight: criticality[word] } : {};
}

/** Whether the tag `ambit:human` says that a person, or no person, is behind an identity. */
export function humanOf(tags: Readonly<Record<string, string>>): { human?: boolean } {
  const said = tags['ambit:human'];
  return said === 'true' ? { human: true } : said === 'false' ? { human: false } : {};
}
