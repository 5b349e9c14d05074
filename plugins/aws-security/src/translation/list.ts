// SPDX-License-Identifier: Apache-2.0

/** Texts of the list and its filters. */
export const listMessages = {
  list: {
    title: 'Findings',
    titleOpen: 'Open findings',
    more: 'Load more',
    shown_one: 'One finding is shown',
    shown_other: '{{count}} findings are shown',
    shownMore_one: 'One finding is shown; there are more',
    shownMore_other: '{{count}} findings are shown; there are more',
    noMatchTitle: 'Nothing matches',
    noMatch: 'No finding is as the filters ask for.',
    noMatchPart:
      'No finding that could be read is as the filters ask for. What could not be read is unknown.',
    emptyTitle: 'No open findings',
    empty:
      'All that belongs to this entity was read, and none of it has an open finding.',
    partTitle: 'No open findings in what could be read',
    part: 'Some accounts or Regions could not be read; what they have is unknown.',
    unknownTitle: 'Not known yet',
    unknown:
      'Nothing could be read yet. That is not the same as no findings; the note above says why.',
  },
  column: {
    severity: 'Severity',
    finding: 'Finding',
    resource: 'Resource',
    account: 'Account',
    state: 'State',
  },
  row: {
    via: 'via',
    created: 'Created {{when}}',
  },
  filter: {
    label: 'Filter findings',
    text: 'Search title, resource or control',
    severity: 'Severity',
    product: 'Product',
    workflow: 'Workflow',
    record: 'Record state',
    age: 'Created',
    all: 'All',
    openWorkflow: 'Open',
    openRecord: 'Active',
    ageAny: 'At any time',
    ageDays_one: 'In the last day',
    ageDays_other: 'In the last {{count}} days',
    clear: 'Clear filters',
  },
  workflowStatus: {
    new: 'New',
    notified: 'Notified',
    resolved: 'Resolved',
    suppressed: 'Suppressed',
  },
  recordState: {
    active: 'Active',
    archived: 'Archived',
    deleted: 'Deleted',
  },
} as const;
