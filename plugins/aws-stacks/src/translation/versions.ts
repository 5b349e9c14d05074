// SPDX-License-Identifier: Apache-2.0

/** Texts of the versions of layers. */
export const versionMessages = {
  version: {
    title: 'Layer version',
    column: 'Layer version',
    none: 'Without version',
    notApplied: 'Not applied',
    newer: 'Newer: {{version}}',
    newest: 'This is the newest version of the layer.',
    unknown:
      'The catalog names no version of this layer, so it is not known whether there is a newer one.',
    from: 'Version of this stack',
    to: 'Newest version',
    show: 'Show what changes',
    changes_one: '{{count}} file of the code changes',
    changes_other: '{{count}} files of the code change',
    noChanges: 'The code of the layer is the same.',
    capped: 'Only the first {{shown}} files are listed.',
    tooLarge: 'It is no text, or too large to be shown.',
    unreadable: 'The newest version could not be read: {{message}}',
    missing:
      'The form asks for what only a person can fill in: {{names}}. Use Change instead.',
    gone: 'The newest version no longer asks for: {{names}}',
    diffOf: 'What changes in {{path}}',
    upgrade: 'Upgrade',
    behind_one:
      '{{count}} stack of {{layer}} has an older version than {{version}}',
    behind_other:
      '{{count}} stacks of {{layer}} have an older version than {{version}}',
    upgradeMany: 'Upgrade them',
    dialog: 'Upgrade to {{layer}} {{version}}',
    body: 'For each stack the template is filled in with the inputs it has, and what it renders is planned. Nothing is changed before each plan is reviewed.',
    stacks: 'Stacks',
    confirm: 'Render and plan',
    close: 'Close',
    started: 'Task started',
    openTask: 'Follow the task',
    refused: 'Not started: {{problem}}',
  },
} as const;
