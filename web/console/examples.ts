/** A statement to begin with. */
export interface Example {
  readonly title: string;
  readonly statement: string;
}

/** What the console opens with; the schema's documentation says what else there is. */
export const examples: readonly Example[] = [
  {
    title: 'crown jewels',
    statement:
      'MATCH (n:Resource {graph: $graph})\nWHERE n.weight >= 100\nRETURN n, n.kind, n.scope\nORDER BY n.name\nLIMIT 100',
  },
  {
    title: 'machines without an owner',
    statement:
      'MATCH (n:Machine {graph: $graph})\nWHERE n.owner IS NULL\nRETURN n, n.kind, n.findings\nORDER BY size(coalesce(n.findings, [])) DESC, n.name\nLIMIT 100',
  },
  {
    title: 'conditions by how many steps need them',
    statement:
      'MATCH (n:AmbitNode {graph: $graph})-[r]->()\nUNWIND r.conditions AS condition\nRETURN condition, count(*) AS steps\nORDER BY steps DESC\nLIMIT 100',
  },
];
