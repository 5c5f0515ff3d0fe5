import { gapRows } from '../../app/gap-rows.ts';
import type { Questions } from '../../app/questions.ts';
import type { ReportRow } from '../../model/answers.ts';
import { UsageError } from '../../model/errors.ts';
import type { RankedReport } from '../../reports/ranked-report.ts';
import { reportFormat, reportFormats } from '../../reports/report-formats.ts';
import { defineCommand, type Invocation } from '../define-command.ts';
import { engineOption, withQuestions } from '../engine-option.ts';
import { writeResult } from '../output.ts';
import { integerOption, onlyArgument, option } from '../parse-arguments.ts';
import { startProgress } from '../progress.ts';

export const report = defineCommand({
  name: 'report',
  usage: '[id]',
  summary: 'a ranked report: which identities reach most, if they are compromised',
  options: {
    top: { value: 'N', description: 'so many rows; 10 unless told' },
    all: { description: 'every identity' },
    hops: { description: 'the most hops of every blast radius too, in json; takes far longer' },
    out: { value: 'FILE', description: 'write there instead of to standard output' },
    strict: { description: 'exit with 5 where something could not be read' },
    ...engineOption,
  },
  formats: reportFormats.map(({ id }) => id).filter((id) => id !== 'table' && id !== 'json'),
  examples: [
    'ambit report',
    'ambit report --all --format json',
    'ambit report --all --hops --format json',
    'ambit report --all --format csv --out report.csv',
  ],
  run(invocation) {
    const id = invocation.args.length === 0 ? 'blast-radius' : onlyArgument(invocation, 'report');
    if (id !== 'blast-radius') throw new UsageError(`there is no report ${id}`, 'reports are blast-radius');
    const top = integerOption(invocation, 'top', { min: 1, max: 1_000_000, otherwise: 10 });
    return withQuestions(invocation, async (questions) => {
      const { snapshot } = questions;
      const rows = await rankedRows(invocation, questions);
      const gaps = gapRows(snapshot.info.gaps);
      const ranked: RankedReport = {
        snapshot: snapshot.info.id,
        createdAt: snapshot.info.createdAt,
        identities: invocation.flags.has('all') ? rows : rows.slice(0, top),
        total: rows.length,
        gaps,
      };
      const { write } = reportFormat(invocation.format);
      const written = await write(ranked, { width: invocation.environment.columns });
      await writeResult(option(invocation, 'out'), written);
      return invocation.flags.has('strict') && gaps.length > 0 ? 5 : 0;
    });
  },
});

/** Every identity; how far that is stands on a terminal meanwhile. */
async function rankedRows(invocation: Invocation, questions: Questions): Promise<readonly ReportRow[]> {
  const shown = startProgress(invocation.environment);
  try {
    return await questions.report({
      hops: invocation.flags.has('hops'),
      onProgress: (share) => shown.progress({ doing: 'following', done: Math.floor(share * 1000), total: 1000 }),
    });
  } finally {
    shown.end();
  }
}
