// SPDX-License-Identifier: Apache-2.0

/** Texts of what a change costs and of the queue. */
export const costMessages = {
  cost: {
    title: 'Monthly cost',
    low: 'Low',
    expected: 'Expected',
    high: 'High',
    pending: 'The cost is estimated when the plan is made.',
    unchanged: 'The plan changes nothing, so the bill stays as it is.',
    none: 'Nothing was estimated: no estimator is installed, or it failed. The log of the backend says which.',
    noLines: 'No line of the estimate changes.',
    lines: 'Lines of the estimate',
    resource: 'Resource',
    item: 'Item',
    basis: 'How it comes about',
    month: 'A month',
    range: '{{low}} to {{high}}',
    usage: 'Assumed: {{usage}}',
    more_one: 'Show {{count}} more line',
    more_other: 'Show {{count}} more lines',
    leftOut: 'Not in the estimate',
    leftOutEntry: '{{what}}: {{reason}}.',
    sources: 'Prices',
    source: '{{name}}, prices of {{date}}',
    notEstimated: 'Not estimated',
  },
  queue: {
    title: 'Number {{position}} in the queue',
    stack: 'Another run of this stack comes first.',
    openRun: 'Open that run',
    account_one:
      'The account has {{count}} runner at work, as many as it may have at once.',
    account_other:
      'The account has {{count}} runners at work, as many as it may have at once.',
    total_one: '{{count}} runner is at work, as many as there may be at once.',
    total_other:
      '{{count}} runners are at work, as many as there may be at once.',
    turn: 'Nothing keeps it from being planned: it starts within seconds.',
  },
} as const;
