// SPDX-License-Identifier: Apache-2.0

/** Texts of freezes. */
export const freezeMessages = {
  freeze: {
    title: 'Freezes',
    none: 'No freeze is on, and none is planned.',
    unknown:
      'Whether a freeze is on could not be read. Nothing is applied that a freeze would hold: {{message}}',
    banner: 'Frozen: nothing is applied {{scope}} {{until}}',
    bannerBody:
      '{{reason}} Plans and approvals go on; what is approved is applied by itself after the freeze.',
    stops: 'Nothing is applied {{scope}}. {{from}} {{until}}.',
    everything: 'anywhere',
    environment: 'in {{environment}}',
    account: 'in {{account}}',
    until: 'until {{instant}}',
    untilEnded: 'until somebody ends it',
    on: 'On',
    coming: 'Coming',
    configured: 'By the configuration: {{name}}',
    by: 'By',
    from: 'From {{instant}}',
    declare: 'Freeze applies',
    declareTitle: 'Stop applies?',
    declareBody:
      'Nothing that is concerned is applied from now on. What is being applied already goes on to its end. Plans and approvals go on.',
    scope: 'What is frozen',
    scopeEverything: 'Everything',
    scopeEnvironment: 'All accounts in {{environment}}',
    untilField: 'Until (YYYY-MM-DD hh:mm, your time)',
    untilHelp: 'Left empty, it lasts until somebody ends it.',
    reasonField: 'Why (everybody who waits is told)',
    reasonNeeded: 'Say why: everybody who waits is told.',
    untilWrong:
      'Write the end as YYYY-MM-DD hh:mm, for example 2026-12-31 18:00.',
    end: 'End freeze',
    endTitle: 'End this freeze?',
    endBody:
      'What it holds is applied at once, unless another freeze or a gate is in the way.',
  },
} as const;
