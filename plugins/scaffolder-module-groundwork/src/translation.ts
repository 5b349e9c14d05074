// SPDX-License-Identifier: Apache-2.0
import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * The texts of the form fields.
 *
 * @public
 */
export const scaffolderGroundworkTranslationRef = createTranslationRef({
  id: 'scaffolder.groundwork',
  messages: {
    target: {
      title: 'Target',
      account: 'Account',
      region: 'Region',
      choose: 'Choose',
      mayNotUse:
        'You may not plan into this account: it needs the permission groundwork.account.use',
      global: 'This layer is global: it stands in no Region.',
      noneTitle: 'There is no account to choose',
      none: 'Accounts are listed in the configuration, under groundwork.accounts.',
      environment:
        'Environment: {{environment}}. It is a property of the account.',
    },
    output: {
      title: 'Output of another stack',
      chooseTarget: 'Choose the account and the Region first.',
      none: 'There is no applied {{layer}} stack in this account and Region. Create one first.',
      noneElsewhere:
        'There is no applied {{layer}} stack in another Region of this account. Create one first.',
      noneNeeded:
        'There is no applied {{layer}} stack to choose. This may stay empty.',
      noneAnywhere: 'There is no applied {{layer}} stack. Create one first.',
      create: 'Create a {{layer}} stack (opens a new tab)',
      gone: 'The {{layer}} stack that was chosen is not in this account and Region. Choose another.',
      noOptions:
        'The template has to name a layer and an output in the ui:options of this field.',
    },
  },
});
