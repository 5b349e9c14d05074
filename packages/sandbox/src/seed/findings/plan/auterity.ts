// SPDX-License-Identifier: Apache-2.0
import { Subject } from '../types';
import {
  bucket,
  cache,
  database,
  eksCluster,
  flowLogBucket,
  instance,
  lambda,
  queue,
  repository,
  securityGroup,
  userPool,
} from './resources';

const [PRODUCTION, STAGING, DEVELOPMENT] = [
  '222222222221',
  '222222222222',
  '222222222223',
] as const;
const ALL = [PRODUCTION, STAGING, DEVELOPMENT];
/** System auterity has these two by `groundwork.dev/aws-accounts`; development belongs to nobody. */
const OF_SYSTEM = [PRODUCTION, STAGING];
const SYSTEM = ['system:default/auterity'];
const region = 'us-east-1';

/** Whose the findings of Auterity are. */
export const AUTERITY_SUBJECTS: readonly Subject[] = [
  {
    key: 'auterity-cluster',
    accounts: ALL,
    region,
    resources: [eksCluster('auterity')],
    belongsTo: ['resource:default/auterity-cluster'],
    finds: [
      'EKS.1',
      'EKS.2',
      'EKS.8',
      'Discovery:Kubernetes/SuccessfulAnonymousAccess',
      'PrivilegeEscalation:Kubernetes/PrivilegedContainer',
    ],
  },
  {
    key: 'automatrix-image',
    accounts: ALL,
    region,
    resources: [repository('automatrix')],
    belongsTo: ['component:default/automatrix'],
    finds: ['ECR.1', 'ECR.2', 'ECR.3', 'CVE-2024-3094', 'CVE-2023-44487'],
  },
  {
    key: 'relaycore-image',
    accounts: ALL,
    region,
    resources: [repository('relaycore')],
    belongsTo: ['component:default/relaycore'],
    finds: ['ECR.2', 'ECR.3', 'CVE-2023-5363'],
  },
  {
    key: 'neuroweaver-image',
    accounts: ALL,
    region,
    resources: [repository('neuroweaver')],
    belongsTo: ['component:default/neuroweaver'],
    finds: ['ECR.2', 'ECR.3', 'CVE-2023-44487'],
  },
  {
    key: 'neuroweaver-training',
    accounts: ALL,
    region,
    resources: [queue('neuroweaver-training')],
    belongsTo: ['component:default/neuroweaver'],
    finds: ['SQS.1', 'SQS.3'],
  },
  {
    key: 'neuroweaver-gpu',
    accounts: ALL,
    region,
    resources: [instance('neuroweaver-gpu')],
    belongsTo: ['component:default/neuroweaver'],
    finds: [
      'EC2.8',
      'EC2.9',
      'UnauthorizedAccess:EC2/SSHBruteForce',
      'CryptoCurrency:EC2/BitcoinTool.B!DNS',
    ],
  },
  {
    key: 'relaycore-health',
    accounts: ALL,
    region,
    resources: [lambda('relaycore-health')],
    belongsTo: ['component:default/relaycore'],
    finds: [
      'Lambda.1',
      'Lambda.2',
      'UnauthorizedAccess:Lambda/MaliciousIPCaller.Custom',
    ],
  },
  {
    key: 'automatrix-db',
    accounts: ALL,
    region,
    resources: [database('automatrix-db')],
    belongsTo: ['resource:default/automatrix-db'],
    finds: [
      'RDS.3',
      'RDS.5',
      'RDS.6',
      'RDS.8',
      'CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin',
    ],
  },
  {
    key: 'relaycore-cache',
    accounts: ALL,
    region,
    resources: [cache('relaycore-cache')],
    belongsTo: ['resource:default/relaycore-cache'],
    finds: ['ElastiCache.1', 'ElastiCache.2'],
  },
  {
    key: 'auterity-users',
    accounts: ALL,
    region,
    resources: [userPool('auterity-users')],
    belongsTo: ['resource:default/auterity-users'],
    finds: ['Cognito.1'],
  },
  {
    key: 'auterity-artifacts',
    accounts: ALL,
    region,
    resources: [bucket('auterity-artifacts')],
    belongsTo: ['resource:default/auterity-artifacts'],
    finds: [
      'S3.5',
      'S3.8',
      'S3.9',
      'S3.13',
      'Exfiltration:S3/AnomalousBehavior',
      'Discovery:S3/MaliciousIPCaller',
    ],
  },
  {
    key: 'auterity-backups',
    accounts: [PRODUCTION],
    region,
    resources: [bucket('auterity-backups')],
    belongsTo: ['resource:default/auterity-backups'],
    finds: ['S3.1', 'S3.17', 'AttackSequence:S3/CompromisedData'],
  },
  {
    key: 'automatrix-studio-assets',
    accounts: ALL,
    region,
    resources: [
      bucket('automatrix-studio-assets', {
        product: 'automatrix',
        component: 'studio',
      }),
    ],
    belongsTo: ['component:default/automatrix-studio'],
    finds: ['S3.8', 'S3.9', 'Policy:S3/BucketBlockPublicAccessDisabled'],
  },
  {
    key: 'auterity-sso',
    accounts: OF_SYSTEM,
    region,
    resources: [lambda('auterity-sso')],
    belongsTo: ['component:default/auterity-sso'],
    finds: ['Lambda.1', 'Lambda.2', 'Backdoor:Lambda/C&CActivity.B'],
  },
  {
    key: 'auterity-service-group',
    accounts: [PRODUCTION],
    region,
    resources: [securityGroup('auterity-production-ecs')],
    belongsTo: SYSTEM,
    finds: ['EC2.19'],
  },
  {
    key: 'auterity-flow-logs-eu',
    accounts: OF_SYSTEM,
    region: 'eu-west-1',
    resources: [flowLogBucket],
    belongsTo: SYSTEM,
    finds: ['S3.5', 'S3.9', 'S3.13', 'Discovery:S3/MaliciousIPCaller'],
  },
];
