// SPDX-License-Identifier: Apache-2.0
import { Subject } from '../types';
import {
  accessKey,
  bucket,
  database,
  flowLogBucket,
  lambda,
  queue,
  table,
  topic,
  wholeAccount,
} from './resources';

const region = 'us-east-1';
const AUTERITY = ['222222222221', '222222222222'];
const EPHEMERIS = ['333333333331', '333333333332'];
const HEALTHY = ['444444444441'];
/** No entity has these accounts by `groundwork.dev/aws-accounts`. */
const UNMAPPED = ['222222222223', '333333333333'];

const TAG_PAIRS: readonly Subject[] = [
  ...[
    {
      key: 'ephemeris-jobs-preview',
      accounts: EPHEMERIS,
      belongsTo: ['system:default/wh-ephemeris'],
    },
    {
      key: 'ephemeris-jobs-preview-dev',
      accounts: ['333333333333'],
      belongsTo: [],
    },
  ].map(each => ({
    ...each,
    region: 'us-east-1' as const,
    resources: [
      queue('ephemeris-jobs-preview', {
        app: 'ephemeris-worker',
        tier: 'frontend',
      }),
    ],
    decoy: 'One tag pair differs from component:default/ephemeris-worker',
    finds: ['SQS.1', 'SQS.3'],
  })),
  ...[
    {
      key: 'automatrix-preview-assets',
      accounts: AUTERITY,
      belongsTo: ['system:default/auterity'],
    },
    {
      key: 'automatrix-preview-assets-dev',
      accounts: ['222222222223'],
      belongsTo: [],
    },
  ].map(each => ({
    ...each,
    region: 'us-east-1' as const,
    resources: [
      bucket('automatrix-preview-assets', {
        product: 'automatrix',
        component: 'preview',
      }),
    ],
    decoy: 'One tag pair differs from component:default/automatrix-studio',
    finds: ['S3.8', 'Exfiltration:S3/AnomalousBehavior'],
  })),
  {
    key: 'status-probe-trial',
    accounts: HEALTHY,
    region,
    resources: [
      lambda('status-probe-trial', {
        service: 'status-collector',
        stage: 'trial',
      }),
    ],
    belongsTo: ['system:default/status'],
    decoy: 'One tag pair differs from component:default/status-collector',
    finds: ['Lambda.2'],
  },
];

const DELETED: readonly Subject[] = [
  {
    key: 'deleted-auterity-drafts',
    accounts: ['222222222223'],
    region,
    resources: [
      bucket('auterity-drafts', {
        'backstage:entity-ref': 'resource:default/auterity-artifacts',
      }),
    ],
    belongsTo: [],
    decoy:
      'The resource is deleted; its last tags named resource:default/auterity-artifacts',
    finds: ['S3.8', 'Exfiltration:S3/AnomalousBehavior'],
  },
  {
    key: 'deleted-ephemeris-db-old',
    accounts: ['333333333333'],
    region,
    resources: [
      database('ephemeris-db-old', {
        'backstage:entity-ref': 'resource:default/ephemeris-db',
      }),
    ],
    belongsTo: [],
    decoy:
      'The resource is deleted; its last tags named resource:default/ephemeris-db',
    finds: ['RDS.3'],
  },
  {
    key: 'deleted-status-drafts',
    accounts: HEALTHY,
    region,
    resources: [
      table('status-drafts', {
        'backstage:entity-ref': 'resource:default/status-events',
      }),
    ],
    belongsTo: ['system:default/status'],
    decoy:
      'The resource is deleted; its last tags named resource:default/status-events',
    finds: ['DynamoDB.2'],
  },
];

const OTHER_REGION: readonly Subject[] = [
  {
    key: 'neuroweaver-training-eu',
    accounts: AUTERITY,
    region: 'eu-west-1',
    resources: [queue('neuroweaver-training')],
    belongsTo: ['system:default/auterity'],
    decoy:
      'The name of a queue of component:default/neuroweaver, in the other Region',
    finds: ['SQS.1'],
  },
  {
    key: 'neuroweaver-training-eu-dev',
    accounts: ['222222222223'],
    region: 'eu-west-1',
    resources: [queue('neuroweaver-training')],
    belongsTo: [],
    decoy:
      'The name of a queue of component:default/neuroweaver, in the other Region',
    finds: ['SQS.1', 'SQS.3'],
  },
  {
    key: 'status-notices-eu',
    accounts: HEALTHY,
    region: 'eu-west-1',
    resources: [topic('status-notices')],
    belongsTo: ['system:default/status'],
    decoy:
      'The name of the topic of component:default/status-notifier, in the other Region',
    finds: ['SNS.4'],
  },
];

const ACCOUNTS: readonly Subject[] = [
  {
    key: 'whole-account-unmapped',
    accounts: UNMAPPED,
    region,
    resources: [wholeAccount],
    belongsTo: [],
    decoy: 'About a whole account that no entity has',
    finds: ['IAM.4', 'IAM.6', 'Account.1'],
  },
  {
    key: 'access-key-unmapped',
    accounts: UNMAPPED,
    region,
    resources: [accessKey('AKIAGROUNDWORKDEMO01')],
    belongsTo: [],
    decoy: 'About an access key in an account that no entity has',
    finds: ['Recon:IAMUser/MaliciousIPCaller', 'Recon:IAMUser/TorIPCaller'],
  },
  {
    key: 'sso-dev',
    accounts: ['222222222223'],
    region,
    resources: [lambda('auterity-sso')],
    belongsTo: [],
    decoy:
      'The function of component:default/auterity-sso in an account its ARNs do not name',
    finds: ['Lambda.1', 'Lambda.2'],
  },
  {
    key: 'flow-logs-eu-unmapped',
    accounts: UNMAPPED,
    region: 'eu-west-1',
    resources: [flowLogBucket],
    belongsTo: [],
    decoy: 'In an account that no entity has',
    finds: ['S3.13', 'Discovery:S3/MaliciousIPCaller'],
  },
  // A whole account belongs to the entity that has the account.
  {
    key: 'whole-account-auterity',
    accounts: AUTERITY,
    region,
    resources: [wholeAccount],
    belongsTo: ['system:default/auterity'],
    finds: ['IAM.4', 'IAM.6', 'Account.1'],
  },
  {
    key: 'whole-account-ephemeris',
    accounts: EPHEMERIS,
    region,
    resources: [wholeAccount],
    belongsTo: ['system:default/wh-ephemeris'],
    finds: ['IAM.4', 'IAM.6', 'Account.1'],
  },
  {
    key: 'whole-account-healthy',
    accounts: HEALTHY,
    region,
    resources: [wholeAccount],
    belongsTo: ['system:default/status'],
    finds: ['IAM.6'],
  },
  {
    key: 'access-key-auterity',
    accounts: AUTERITY,
    region,
    resources: [accessKey('AKIAGROUNDWORKDEMO02')],
    belongsTo: ['system:default/auterity'],
    finds: ['Recon:IAMUser/MaliciousIPCaller'],
  },
  {
    key: 'access-key-ephemeris',
    accounts: EPHEMERIS,
    region,
    resources: [accessKey('AKIAGROUNDWORKDEMO03')],
    belongsTo: ['system:default/wh-ephemeris'],
    finds: ['Recon:IAMUser/TorIPCaller'],
  },
];

const SHAPES: readonly Subject[] = [
  {
    key: 'two-resources',
    accounts: ['222222222221'],
    region,
    resources: [bucket('auterity-artifacts'), lambda('relaycore-health')],
    belongsTo: [
      'resource:default/auterity-artifacts',
      'component:default/relaycore',
    ],
    decoy: 'About two resources of two entities, and of nobody else',
    finds: ['Exfiltration:S3/AnomalousBehavior'],
  },
  {
    key: 'one-of-two-resources',
    accounts: ['333333333333'],
    region,
    resources: [
      queue('ephemeris-jobs-preview', {
        app: 'ephemeris-worker',
        tier: 'frontend',
      }),
      bucket('ephemeris-reports'),
    ],
    belongsTo: ['resource:default/ephemeris-reports'],
    decoy: 'About two resources, the first of which is nobody’s',
    finds: ['Discovery:S3/MaliciousIPCaller'],
  },
  {
    key: 'without-label',
    accounts: ['333333333331'],
    region,
    resources: [bucket('ephemeris-reports')],
    belongsTo: ['resource:default/ephemeris-reports'],
    decoy: 'Imported with a normalized severity alone',
    finds: ['S3.1'],
    withoutLabel: true,
  },
];

/** Findings that look like somebody else's, and those of whole accounts. */
export const DECOY_SUBJECTS: readonly Subject[] = [
  ...TAG_PAIRS,
  ...DELETED,
  ...OTHER_REGION,
  ...ACCOUNTS,
  ...SHAPES,
];
