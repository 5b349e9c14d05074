// SPDX-License-Identifier: Apache-2.0

/** Texts of the tabs "Accounts" and "Connect" of the estate page. */
export const estateMessages = {
  page: {
    title: 'Estate',
    accounts: 'Accounts',
    unowned: 'Unowned resources',
    connect: 'Connect',
  },
  column: {
    account: 'Account',
    region: 'Region',
    environment: 'Environment',
    owner: 'Owner',
    resources: 'Resources',
    unowned: 'Unowned',
    state: 'Last read',
    problems: 'Problems',
    sweep: 'Sweep',
    resource: 'Resource',
    target: 'Account and Region',
    belongs: 'Belongs to',
    tags: 'Tags',
    seen: 'Last seen',
    suggestion: 'Owner to accept',
    test: 'Test',
  },
  unknown: {
    label: 'unknown',
    neverRead: 'Unknown: this has never been read in full',
    noOwner: 'No owner is configured for this account',
  },
  accounts: {
    facts: 'The estate as it was last read',
    coverage: 'Belongs to somebody',
    coverageOf: '{{percent}} % of what is known',
    resources: 'Resources',
    unowned: 'Unowned',
    known: 'at least {{known}}',
    targets: 'Accounts and Regions',
    targetsOf: '{{known}} of {{all}} read at least once',
    emptyTitle: 'No account is swept',
    empty:
      'Name accounts and their Regions under groundwork.accounts in the configuration of the backend, or let it discover those of the organization.',
    more_one: 'and {{count}} more',
    more_other: 'and {{count}} more',
  },
  sweep: {
    one: 'Sweep {{target}} now',
    all: 'Sweep all now',
    short: 'Sweep',
    asked_one:
      'One account and Region is read now. Its row shows when it is done.',
    asked_other:
      '{{count}} accounts and Regions are read now. Their rows show when they are done.',
    failed: 'The sweep could not be asked for: {{message}}',
    denied:
      'To sweep now you need the permission {{permission}}. The schedule goes on without you.',
  },
  connect: {
    intro:
      'What Groundwork may read in each account and Region, as it was last tried. A missing IAM action has to be allowed to the role that sweeps the account.',
    state: {
      readable: 'Readable',
      denied: 'Denied',
      'not-enabled': 'Not enabled',
      unreachable: 'Unreachable',
      unknown: 'Unknown',
    },
    neverTested: 'Never tested',
    notHere: 'Not tried in this Region',
    tested: 'Tested',
    action: 'Allow {{action}}',
    testAll: 'Test all again',
    testOne: 'Test {{target}} again',
    testShort: 'Test again',
    costs:
      'A test asks Cost Explorer once for each account, for which AWS charges US$0.01.',
    failed: 'The test could not be made: {{message}}',
    denied: 'To test again you need the permission {{permission}}.',
    onlyProblems: 'Only what cannot be read',
    allReadable: 'Everything that was tested can be read',
    emptyTitle: 'There is nothing to connect to',
    service: {
      tag: 'Tagging',
      securityhub: 'Security Hub',
      guardduty: 'GuardDuty',
      cloudwatch: 'CloudWatch',
      ce: 'Cost Explorer',
    },
  },
} as const;
