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
    filter: { all: 'All' },
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
      notInstalledTitle: 'This part is not installed here',
      notInstalled:
        '{{message}}. What it would know is unknown. Ask whoever runs this installation for it.',
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
      title_one: 'Problems in one account',
      title_other: 'Problems in {{count}} accounts',
      titleGeneral: 'Problems',
      intro: 'What could be read is shown; something may be missing.',
      action: 'refused: {{action}}',
      more_one: 'Show one more',
      more_other: 'Show {{count}} more',
      fewer: 'Show fewer',
    },
    freshness: {
      never: 'Never read',
      read: 'Read {{newest}}',
      between: 'Read between {{oldest}} and {{newest}}',
      inPart:
        'Read in part, last {{newest}}; some accounts or Regions were never read to their end',
      failed_one: '{{failed}} of one account and Region could not be read',
      failed_other:
        '{{failed}} of {{count}} accounts and Regions could not be read',
      next: 'Next read {{when}}',
      due: 'Next read is due',
    },
    severity: {
      critical: 'Critical',
      high: 'High',
      medium: 'Medium',
      low: 'Low',
      informational: 'Informational',
    },
    count: { unknown: 'unknown', atLeast: 'at least {{least}}' },
    collectorState: {
      never: 'Never read',
      running: 'Being read',
      ok: 'Read',
      partial: 'Read in part',
      failed: 'Could not be read',
      off: 'Switched off',
    },
    chart: { asTable: 'Show as table', asChart: 'Show as chart' },
    confirm: {
      cancel: 'Back',
      reason: 'Why (optional)',
    },
    copy: { label: 'Copy {{name}}', done: 'Copied' },
    loading: 'Loading',
  },
});
