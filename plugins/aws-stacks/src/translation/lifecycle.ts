// SPDX-License-Identifier: Apache-2.0

/** Texts of what becomes of a stack: its source, changing, rolling back and destroying it. */
export const lifecycleMessages = {
  source: {
    title: 'Source',
    none: 'Nothing is applied, so there is no source.',
    digest: 'Applied source',
    run: 'Applied by run',
    by: 'Asked for by',
    when: 'Applied',
    change: 'Why',
    history: 'Sources that were applied',
    current: 'Applied now',
    open: 'Run {{run}}',
  },
  change: {
    button: 'Change',
    title: 'Change {{stack}}',
    body: 'The form of the layer opens, filled in with what the stack was made from. What it plans is reviewed before anything is changed.',
    keep: 'Leave name, account and Region as they are: with another of them the form plans another stack.',
    secret: 'Fill in anew, their values are not kept: {{names}}',
    unknown: 'The form no longer asks for: {{names}}',
    open: 'Open the form',
  },
  rollback: {
    button: 'Roll back',
    title: 'Roll back {{stack}}?',
    body: 'A plan is made that leads back to this source. Nothing is changed before it is reviewed.',
    confirm: 'Plan the way back',
    last: 'Back to the last good source',
  },
  destroy: {
    button: 'Destroy',
    title: 'Destroy {{stack}}?',
    body: 'A plan is made that deletes everything this stack has made. Nothing is deleted before it is reviewed and approved.',
    confirm: 'Plan the destruction',
    name: 'Name of the stack',
    nameHint: 'Write {{name}} to confirm',
    free: 'Nothing that is known depends on it.',
    blocked: 'It cannot be destroyed while others depend on it.',
    order: 'Destroy these first, in this order:',
    entities: 'Take the dependency out of these entities:',
    hidden_one: '{{count}} more stack depends on it that you may not see.',
    hidden_other: '{{count}} more stacks depend on it that you may not see.',
    runTitle: 'Destruction of {{stack}}',
    badge: 'Destroy',
    approve:
      'Everything that the plan names is deleted at once. What is deleted cannot be brought back.',
  },
  destroyed: {
    title: 'This stack was destroyed',
    at: 'Destroyed {{at}}',
    run: 'See the run that has destroyed it',
    kept: 'Kept when it was destroyed',
    keptEmpty: 'Nothing was kept: all that it had made is gone.',
  },
  why: {
    reason: 'Reason',
    ticket: 'Ticket (optional)',
    secret: 'Secret {{name}}',
    secretHint:
      'Its value was not kept; it is used for this plan and forgotten.',
    cancel: 'Cancel',
  },
} as const;
