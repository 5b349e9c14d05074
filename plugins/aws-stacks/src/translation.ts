// SPDX-License-Identifier: Apache-2.0
import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { blastMessages } from './translation/blast';
import { approvalMessages } from './translation/approvals';
import { costMessages } from './translation/cost';
import { freezeMessages } from './translation/freezes';
import { driftMessages } from './translation/drift';
import { layerMessages } from './translation/layers';
import { lifecycleMessages } from './translation/lifecycle';
import { planMessages } from './translation/plan';
import { policyMessages } from './translation/policy';
import { promotionMessages } from './translation/promotion';
import { recordMessages } from './translation/record';
import { runMessages } from './translation/run';
import { stackMessages } from './translation/stack';
import { standingMessages } from './translation/standing';
import { versionMessages } from './translation/versions';

/**
 * The texts of the stacks and runs pages.
 *
 * @public
 */
export const awsStacksTranslationRef = createTranslationRef({
  id: 'aws-stacks',
  messages: {
    ...stackMessages,
    ...standingMessages,
    ...recordMessages,
    ...runMessages,
    ...planMessages,
    ...policyMessages,
    ...costMessages,
    ...approvalMessages,
    ...blastMessages,
    ...freezeMessages,
    ...layerMessages,
    ...lifecycleMessages,
    ...driftMessages,
    ...promotionMessages,
    ...versionMessages,
  },
});
