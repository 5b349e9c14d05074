// SPDX-License-Identifier: Apache-2.0
import { createTranslationRef } from '@backstage/frontend-plugin-api';

/**
 * The texts of the shared components.
 *
 * @public
 */
export const groundworkReactTranslationRef = createTranslationRef({
  id: 'groundwork-react',
  messages: {
    environment: {
      production: 'Production',
      staging: 'Staging',
      development: 'Development',
    },
    runState: {
      queued: 'Queued',
      planning: 'Planning',
      planned: 'Planned',
      'policy-failed': 'Policy failed',
      gated: 'Held by a gate',
      'awaiting-approval': 'Awaiting approval',
      approved: 'Approved',
      applying: 'Applying',
      verifying: 'Verifying',
      succeeded: 'Succeeded',
      failed: 'Failed',
      cancelled: 'Cancelled',
      discarded: 'Discarded',
      expired: 'Expired',
      'needs-attention': 'Needs attention',
    },
    error: {
      deniedTitle: 'You may not see this',
      denied:
        'This needs a permission that you do not have. Ask whoever runs this installation for it.',
      deniedPermission:
        'This needs the permission {{permission}}, which you do not have. Ask whoever runs this installation for it.',
      notFoundTitle: 'There is no such thing here',
      notFound: 'It may have been removed, or the address may be mistyped.',
      failedTitle: 'This could not be loaded',
      unreachable:
        'The backend did not answer. Check that it is running, then try again.',
      unknownShape:
        'The backend answered in a shape that this app does not know. App and backend have to be of the same version.',
      staleTitle: 'This may be out of date',
      stale: 'The last attempt to refresh it failed: {{message}}',
      retry: 'Try again',
    },
    problems: {
      title_one: 'One account could not be read',
      title_other: '{{count}} accounts could not be read',
      intro: 'What is shown below is real, but not all there is.',
      action: 'refused: {{action}}',
    },
    confirm: {
      cancel: 'Back',
      reason: 'Why (optional)',
    },
    copy: { label: 'Copy {{name}}', done: 'Copied' },
    loading: 'Loading',
  },
});
