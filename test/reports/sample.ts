import type { Radius, ReportRow } from '../../model/answers.ts';
import type { RankedReport } from '../../reports/ranked-report.ts';

function radius(data: number, identity: number, weight: number): Radius {
  return { system: 0, data, automation: 0, identity, resources: data, weight };
}

function row(said: Partial<ReportRow> & Pick<ReportRow, 'rank' | 'id'>): ReportRow {
  return {
    name: said.id,
    kind: 'aws-role',
    human: false,
    owner: null,
    scope: '111111111111',
    score: 0,
    certain: radius(0, 0, 0),
    possible: radius(0, 0, 0),
    crownJewels: [],
    administers: [],
    findings: [],
    ...said,
  };
}

/** A report of plain rows, and of rows whose every text tries something. */
export const sample: RankedReport = {
  snapshot: '0123456789abcdef',
  createdAt: '2026-01-01T00:00:00.000Z',
  total: 9,
  gaps: [
    {
      source: 'aws',
      scope: '111111111111',
      call: 's3:GetBucketPolicy',
      region: '',
      reason: 'AccessDenied',
      count: 3,
      since: '2026-01-01T00:00:00.000Z',
    },
    {
      source: 'aws',
      scope: '1\u001b[2J',
      call: 'ec2:DescribeInstances',
      region: 'eu-west-1',
      reason: '| <b>not</b> authorized\nat all',
      count: 0,
      since: '',
    },
  ],
  identities: [
    row({
      rank: 1,
      id: 'arn:aws:iam::111111111111:role/deploy',
      name: 'deploy',
      owner: 'platform',
      score: 97.25,
      certain: radius(12, 3, 310),
      possible: radius(14, 5, 315),
      crownJewels: ['arn:aws:s3:::ledger', 'arn:aws:s3:::people'],
      administers: ['aws://111111111111/administration'],
      findings: ['NHI5', 'NHI8'],
    }),
    row({ rank: 2, id: '=HYPERLINK("https://evil.example";"open")', owner: '+1', kind: 'Okta_App', score: 50 }),
    row({ rank: 3, id: '-2+3', name: ' @SUM(1)', owner: '＝1', crownJewels: ['=1+1'] }),
    row({ rank: 4, id: 'a|b`c`*d*_e_[f](https://g)<script>alert(1)</script>&amp;\\|', owner: '# h\n- i' }),
    row({ rank: 5, id: 'red\u001b[31m\u202egnp.exe\u0000\u2028', name: '\u001b]0;title\u0007', owner: 'a\r\nb,"c"' }),
    row({ rank: 6, id: '日本語の役割', name: '日本語の役割を持つ長い名前のロール', kind: 'aws-user', human: true }),
    row({ rank: 7, id: 'k\u0301e\u0301y-🔑-👩‍💻', owner: 'né' }),
    row({ rank: 8, id: `${'very-'.repeat(60)}long` }),
    row({ rank: 9, id: '__proto__', owner: 'constructor' }),
  ],
};
