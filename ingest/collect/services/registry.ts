import { apprunner } from './apprunner.ts';
import { cloudformation } from './cloudformation.ts';
import { codebuild } from './codebuild.ts';
import { dynamodb } from './dynamodb.ts';
import { ec2 } from './ec2.ts';
import { ecr } from './ecr.ts';
import { ecs } from './ecs.ts';
import { eks } from './eks.ts';
import { glue } from './glue.ts';
import { kms } from './kms.ts';
import { lambda } from './lambda.ts';
import { rds } from './rds.ts';
import { s3 } from './s3.ts';
import { sagemaker } from './sagemaker.ts';
import { secretsmanager } from './secretsmanager.ts';
import type { ServiceCollector } from './service.ts';
import { sns } from './sns.ts';
import { sqs } from './sqs.ts';
import { ssm } from './ssm.ts';
import { states } from './states.ts';

/** Every service whose resources are collected, in the order in which they stand in `resources.ndjson`. */
export const services: readonly ServiceCollector[] = [
  s3,
  apprunner,
  cloudformation,
  codebuild,
  dynamodb,
  ec2,
  ecr,
  ecs,
  eks,
  glue,
  kms,
  lambda,
  rds,
  sagemaker,
  secretsmanager,
  sns,
  sqs,
  ssm,
  states,
];
