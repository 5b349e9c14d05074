// SPDX-License-Identifier: Apache-2.0
import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { planMessages } from './translation/plan';
import { runMessages } from './translation/run';
import { stackMessages } from './translation/stack';

/**
 * The texts of the stacks and runs pages.
 *
 * @public
 */
export const awsStacksTranslationRef = createTranslationRef({
  id: 'aws-stacks',
  messages: { ...stackMessages, ...runMessages, ...planMessages },
});
