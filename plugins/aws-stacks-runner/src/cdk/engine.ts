// SPDX-License-Identifier: Apache-2.0
import type { Engine } from '../job/context';
import type { RunnerJob } from '../protocol';
import { applyCdk } from './apply';
import { applyCdkDestroy, verifyCdkDestroy } from './destroy';
import { driftCdk } from './driftJob';
import { planCdk } from './plan';
import { planCdkDestroy } from './planDestroy';
import { verifyCdk } from './verify';

const isDestroy = ({ job }: { job: RunnerJob }) => job.operation === 'destroy';

/** AWS CDK through CloudFormation change sets. */
export const cdkEngine: Engine = {
  plan: context =>
    isDestroy(context) ? planCdkDestroy(context) : planCdk(context),
  apply: context =>
    isDestroy(context) ? applyCdkDestroy(context) : applyCdk(context),
  verify: context =>
    isDestroy(context) ? verifyCdkDestroy(context) : verifyCdk(context),
  drift: driftCdk,
  unlock: async () => ({
    outcome: 'succeeded',
    changed: false,
    reason: 'CloudFormation keeps its own locks; there is none to release',
  }),
};
