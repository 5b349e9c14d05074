// SPDX-License-Identifier: Apache-2.0
import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { findingMessages } from './translation/finding';
import { listMessages } from './translation/list';
import { summaryMessages } from './translation/summary';

/**
 * The texts of the findings of entities.
 *
 * @public
 */
export const awsSecurityTranslationRef = createTranslationRef({
  id: 'aws-security',
  messages: { ...summaryMessages, ...listMessages, ...findingMessages },
});
