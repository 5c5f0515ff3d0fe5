import type { AttackPath, Evidence, PathStep } from '../model/answers.ts';
import { edgeDoc } from '../edges/edge-doc.ts';
import { printable } from '../model/printable.ts';

/** Paths as a person reads them in a terminal. */
export function pathText(paths: readonly AttackPath[], ends: { readonly from: string; readonly to: string }): string {
  if (paths.length === 0) return `${printable(ends.from)} does not reach ${printable(ends.to)}\n`;
  return paths.map((path, index) => onePath(path, index + 1)).join('\n');
}

function onePath(path: AttackPath, number: number): string {
  const head = `path ${number} · ${path.certainty} · cost ${path.cost}`;
  const conditions = path.conditions.map((condition) => `  if ${printable(condition, 2000)}`);
  return [head, ...conditions, ...path.steps.flatMap(stepLines), ''].join('\n');
}

function stepLines(step: PathStep, index: number): readonly string[] {
  return [
    `  ${index + 1}. ${printable(step.from, 2000)}`,
    `     ${edgeDoc(step.kind).title} (${printable(step.kind, 2000)})`,
    `     ${printable(step.to, 2000)}`,
    ...step.evidence.map((evidence) => `       because  ${evidenceText(evidence)}`),
    `       abuse    ${step.abuse}`,
    `       close    ${step.remediation}`,
  ];
}

function evidenceText({ document, statement, effect, via }: Evidence): string {
  const what = statement === '' ? document : `${effect} ${statement} of ${document}`;
  return printable(via === undefined ? what : `${what}, through ${via}`, 2000);
}
