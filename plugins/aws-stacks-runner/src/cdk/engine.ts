// SPDX-License-Identifier: Apache-2.0
import type { Engine } from '../job/context';
import { applyCdk } from './apply';
import { planCdk } from './plan';
import { verifyCdk } from './verify';

/** AWS CDK through CloudFormation change sets. */
export const cdkEngine: Engine = {
  plan: planCdk,
  apply: applyCdk,
  verify: verifyCdk,
  unlock: async () => ({
    outcome: 'succeeded',
    changed: false,
    reason: 'CloudFormation keeps its own locks; there is none to release',
  }),
};
