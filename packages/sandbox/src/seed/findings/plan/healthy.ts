// SPDX-License-Identifier: Apache-2.0
import { Subject } from '../types';
import {
  bucket,
  ecsService,
  flowLogBucket,
  lambda,
  table,
  topic,
} from './resources';

const accounts = ['444444444441'];
const region = 'us-east-1';

/** Whose the findings of the healthy account are. */
export const HEALTHY_SUBJECTS: readonly Subject[] = [
  {
    key: 'status-page',
    accounts,
    region,
    resources: [ecsService('healthy-production', 'status-page')],
    belongsTo: ['component:default/status-page'],
    finds: ['ECS.10', 'CVE-2023-5363'],
  },
  {
    key: 'status-events',
    accounts,
    region,
    resources: [table('status-events')],
    belongsTo: ['resource:default/status-events'],
    finds: ['DynamoDB.2', 'DynamoDB.6'],
  },
  {
    key: 'status-archive',
    accounts,
    region,
    resources: [bucket('status-archive')],
    belongsTo: ['resource:default/status-archive'],
    finds: ['S3.9', 'S3.13', 'Discovery:S3/MaliciousIPCaller'],
  },
  {
    key: 'status-notices',
    accounts,
    region,
    resources: [topic('status-notices')],
    belongsTo: ['component:default/status-notifier'],
    finds: ['SNS.4'],
  },
  {
    key: 'status-probe',
    accounts,
    region,
    resources: [
      lambda('status-probe', { service: 'status-collector', stage: 'live' }),
    ],
    belongsTo: ['component:default/status-collector'],
    finds: ['Lambda.2', 'UnauthorizedAccess:Lambda/MaliciousIPCaller.Custom'],
  },
  {
    key: 'status-flow-logs-eu',
    accounts,
    region: 'eu-west-1',
    resources: [flowLogBucket],
    belongsTo: ['system:default/status'],
    finds: ['S3.5', 'S3.13'],
  },
];
