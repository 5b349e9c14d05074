// SPDX-License-Identifier: Apache-2.0

/** Texts of the approvals page, and of who has to agree to a run. */
export const approvalMessages = {
  approvals: {
    tab: 'Approvals',
    mine: 'Waiting for your approval',
    mineNone: 'No plan waits for your approval.',
    others: 'Waiting for others',
    othersNone: 'No plan waits for anybody else.',
    emptyTitle: 'Nothing waits for approval',
    empty:
      'A plan that somebody has to agree to stands here until it is decided, or expires.',
    more: 'Show more',
    risks: 'Risks',
    noRisks: 'None found',
    expires: 'Expires',
    cost: 'Cost a month',
    costUnknown: 'Unknown',
    approvers: 'Approvers',
    votes: '{{approvals}} of {{required}}',
    anybody: 'Anybody but the requester',
    requester: 'The requester',
    nobody: 'Nobody: the account has no owner',
    of: 'Approvers have to be of {{approvers}}.',
    and: ' and of ',
    or: ' or ',
    because: '{{required}} because of: {{risks}}',
    always: '{{required}} for every plan in {{environment}}',
  },
  risk: {
    replace: 'Replaces something',
    'delete-stateful': 'Deletes what holds data',
    'iam-broadening': 'Broadens permissions',
    'policy-override': 'Overrides a policy',
    destroy: 'Destroys the stack',
    'import-extra': 'Changes more than it imports',
  },
  reject: {
    comment: 'Why (the requester is told)',
    commentNeeded: 'Say why: the requester is told.',
  },
} as const;
