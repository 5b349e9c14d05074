// SPDX-License-Identifier: Apache-2.0
import { mockServices } from '@backstage/backend-test-utils';
import { userOf } from '../service/actor';
import { AMIR, RITA } from './backend';
import { DIFF, PLAN_DIGEST, type Script, succeed } from './FakeRunner';

export const LENA = 'user:default/lena';
export const SOL = 'user:default/sol';
/** Owns the accounts of the tests. */
export const OWNERS = 'group:default/ai-core';
export const SECURITY = 'group:default/security';

/** Rita and two others own the accounts; Sol does not. */
const GROUPS: Record<string, string[]> = {
  [RITA]: [OWNERS],
  [AMIR]: [OWNERS],
  [LENA]: [OWNERS],
  [SOL]: [SECURITY],
};

/** Says which groups the people of the tests are in. */
export const peopleService = () =>
  mockServices.userInfo.mock({
    getUserInfo: async credentials => {
      const userEntityRef = userOf(credentials) ?? '';
      const groups = GROUPS[userEntityRef] ?? [];
      return { userEntityRef, ownershipEntityRefs: [userEntityRef, ...groups] };
    },
  });

/** Plans a replacement, under a digest. */
export const replaceKey =
  (planDigest = PLAN_DIGEST): Script =>
  async (job, runner) => {
    const ending = await succeed(job, runner);
    if (job.kind !== 'plan' || ending === 'dies') return ending;
    const summary = { ...DIFF.summary, create: 0, replace: 1 };
    return { ...ending, plan: { planDigest, diff: { ...DIFF, summary } } };
  };
