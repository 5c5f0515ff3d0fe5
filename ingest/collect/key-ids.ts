/** Ids of AWS access keys (long-lived `AKIA…` and temporary `ASIA…`) in a text, each once; never a secret. */
export function keyIdsIn(text: string): readonly string[] {
  return [...new Set(text.match(/(?<![A-Za-z0-9])A[KS]IA[A-Z0-9]{16}(?![A-Za-z0-9])/g))];
}
