// SPDX-License-Identifier: Apache-2.0
import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { estateMessages } from './translation/estate';
import { resourceMessages } from './translation/resources';
import { unownedMessages } from './translation/unowned';

/**
 * The texts of the estate page and of the entity views.
 *
 * @public
 */
export const awsEstateTranslationRef = createTranslationRef({
  id: 'aws-estate',
  messages: { ...estateMessages, ...resourceMessages, ...unownedMessages },
});
