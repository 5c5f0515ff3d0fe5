/** Id of the node that stands for full control of an AWS account. */
export function administrationOf(account: string): string {
  return `aws://${account}/administration`;
}
