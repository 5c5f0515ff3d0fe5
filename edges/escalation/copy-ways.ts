import type { HoldWay } from './code-ways.ts';
import { here } from './way.ts';

const ec2Snapshot = 'arn:<partition>:ec2:<region>::snapshot/<any>';

/** What hands a copy of the data to a stranger's account, by CloudFormation type. */
export const copyWays: Readonly<Record<string, readonly HoldWay[]>> = {
  'AWS::RDS::DBInstance': [
    {
      id: 'rds-101',
      needs: [
        ['rds:CreateDBSnapshot', '<self>'],
        ['rds:CreateDBSnapshot', here('rds', 'snapshot:<any>')],
        ['rds:ModifyDBSnapshotAttribute', here('rds', 'snapshot:<any>')],
      ],
    },
  ],
  'AWS::RDS::DBCluster': [
    {
      id: 'rds-102',
      needs: [
        ['rds:CreateDBClusterSnapshot', '<self>'],
        ['rds:CreateDBClusterSnapshot', here('rds', 'cluster-snapshot:<any>')],
        ['rds:ModifyDBClusterSnapshotAttribute', here('rds', 'cluster-snapshot:<any>')],
      ],
    },
  ],
  'AWS::EC2::Volume': [
    {
      id: 'ec2-111',
      needs: [
        ['ec2:CreateSnapshot', '<self>'],
        ['ec2:CreateSnapshot', ec2Snapshot],
        ['ec2:ModifySnapshotAttribute', ec2Snapshot],
      ],
    },
  ],
  'AWS::EC2::Instance': [
    {
      id: 'ec2-112',
      needs: [
        ['ec2:CreateSnapshots', '<self>'],
        ['ec2:CreateSnapshots', ec2Snapshot],
        ['ec2:CreateSnapshots', here('ec2', 'volume/<any>')],
        ['ec2:ModifySnapshotAttribute', ec2Snapshot],
      ],
    },
  ],
  'AWS::EC2::Snapshot': [{ id: 'ec2-113', needs: [['ec2:ModifySnapshotAttribute', '<self>']] }],
  'AWS::RDS::DBSnapshot': [{ id: 'rds-103', needs: [['rds:ModifyDBSnapshotAttribute', '<self>']] }],
  'AWS::Redshift::Cluster': [
    {
      id: 'redshift-101',
      needs: [
        ['redshift:CreateClusterSnapshot', here('redshift', 'snapshot:<any>')],
        ['redshift:AuthorizeSnapshotAccess', here('redshift', 'snapshot:<any>')],
      ],
    },
  ],
};
