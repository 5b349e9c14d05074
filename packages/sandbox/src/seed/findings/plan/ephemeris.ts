// SPDX-License-Identifier: Apache-2.0
import { Subject } from '../types';
import {
  bucket,
  cache,
  database,
  ecsService,
  fileSystem,
  flowLogBucket,
  instance,
  lambda,
  queue,
  securityGroup,
  topic,
} from './resources';

const [PRODUCTION, STAGING, DEVELOPMENT] = [
  '333333333331',
  '333333333332',
  '333333333333',
] as const;
const ALL = [PRODUCTION, STAGING, DEVELOPMENT];
/** System wh-ephemeris has these two by `groundwork.dev/aws-accounts`; development belongs to nobody. */
const OF_SYSTEM = [PRODUCTION, STAGING];
const SYSTEM = ['system:default/wh-ephemeris'];
const region = 'us-east-1';
const WORKER_TAGS = { app: 'ephemeris-worker', tier: 'backend' };

const SERVICES: readonly Subject[] = [
  {
    key: 'ephemeris-api-production',
    accounts: [PRODUCTION],
    region,
    resources: [ecsService('wh-ephemeris-production', 'ephemeris-api')],
    belongsTo: ['component:default/ephemeris-api'],
    finds: [
      'ECS.2',
      'ECS.10',
      'CVE-2023-44487',
      'CryptoCurrency:Runtime/BitcoinTool.B',
    ],
  },
  {
    key: 'ephemeris-api-staging',
    accounts: [STAGING],
    region,
    resources: [ecsService('wh-ephemeris-staging', 'ephemeris-api')],
    belongsTo: ['component:default/ephemeris-api'],
    finds: ['ECS.2', 'ECS.10', 'CVE-2023-44487'],
  },
  {
    key: 'ephemeris-web-production',
    accounts: [PRODUCTION],
    region,
    resources: [ecsService('wh-ephemeris-production', 'ephemeris-web')],
    belongsTo: ['component:default/ephemeris-web'],
    finds: [
      'ECS.2',
      'ECS.10',
      'CVE-2023-5363',
      'CryptoCurrency:Runtime/BitcoinTool.B',
    ],
  },
  {
    key: 'ephemeris-web-development',
    accounts: [DEVELOPMENT],
    region,
    resources: [ecsService('wh-ephemeris-development', 'ephemeris-web')],
    belongsTo: ['component:default/ephemeris-web'],
    finds: ['ECS.2', 'ECS.10', 'CVE-2023-5363'],
  },
  {
    key: 'report-generator',
    accounts: ALL,
    region,
    resources: [lambda('report-generator')],
    belongsTo: ['component:default/report-generator'],
    finds: [
      'Lambda.1',
      'Lambda.2',
      'CVE-2023-5363',
      'UnauthorizedAccess:Lambda/MaliciousIPCaller.Custom',
    ],
  },
];

const DATA: readonly Subject[] = [
  {
    key: 'ephemeris-db',
    accounts: ALL,
    region,
    resources: [database('ephemeris-db')],
    belongsTo: ['resource:default/ephemeris-db'],
    finds: [
      'RDS.3',
      'RDS.5',
      'RDS.6',
      'RDS.8',
      'CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin',
    ],
  },
  {
    key: 'ephemeris-cache',
    accounts: ALL,
    region,
    resources: [cache('ephemeris-cache')],
    belongsTo: ['resource:default/ephemeris-cache'],
    finds: ['ElastiCache.1', 'ElastiCache.2'],
  },
  {
    key: 'ephemeris-files',
    accounts: ALL,
    region,
    resources: [fileSystem('ephemeris-files')],
    belongsTo: ['resource:default/ephemeris-files'],
    finds: ['EFS.1', 'EFS.2'],
  },
  {
    key: 'ephemeris-reports',
    accounts: ALL,
    region,
    resources: [bucket('ephemeris-reports')],
    belongsTo: ['resource:default/ephemeris-reports'],
    finds: [
      'S3.5',
      'S3.8',
      'S3.9',
      'S3.17',
      'Exfiltration:S3/AnomalousBehavior',
      'Discovery:S3/MaliciousIPCaller',
    ],
  },
  {
    key: 'ephemeris-reports-copy',
    accounts: ALL,
    region: 'eu-west-1',
    resources: [bucket('ephemeris-reports-copy')],
    belongsTo: ['resource:default/ephemeris-reports'],
    finds: ['S3.8', 'S3.13', 'Policy:S3/BucketBlockPublicAccessDisabled'],
  },
  {
    key: 'ephemeris-alerts',
    accounts: ALL,
    region,
    resources: [topic('ephemeris-alerts')],
    belongsTo: ['resource:default/ephemeris-alerts'],
    finds: ['SNS.4'],
  },
];

const WORKER: readonly Subject[] = [
  {
    key: 'ephemeris-jobs',
    accounts: ALL,
    region,
    resources: [queue('ephemeris-jobs', WORKER_TAGS)],
    belongsTo: ['component:default/ephemeris-worker'],
    finds: ['SQS.1', 'SQS.3'],
  },
  {
    key: 'ephemeris-worker-1',
    accounts: ALL,
    region,
    resources: [instance('ephemeris-worker-1', WORKER_TAGS)],
    belongsTo: ['component:default/ephemeris-worker'],
    finds: [
      'EC2.8',
      'EC2.9',
      'CVE-2024-3094',
      'UnauthorizedAccess:EC2/SSHBruteForce',
      'Backdoor:EC2/C&CActivity.B!DNS',
    ],
  },
];

/** Whose the findings of WH-Ephemeris are. */
export const EPHEMERIS_SUBJECTS: readonly Subject[] = [
  ...SERVICES,
  ...DATA,
  ...WORKER,
  {
    key: 'ephemeris-service-group',
    accounts: [STAGING],
    region,
    resources: [securityGroup('wh-ephemeris-staging-ecs')],
    belongsTo: SYSTEM,
    finds: ['EC2.19'],
  },
  {
    key: 'ephemeris-flow-logs-eu',
    accounts: OF_SYSTEM,
    region: 'eu-west-1',
    resources: [flowLogBucket],
    belongsTo: SYSTEM,
    finds: ['S3.5', 'S3.9', 'S3.13', 'Discovery:S3/MaliciousIPCaller'],
  },
];
