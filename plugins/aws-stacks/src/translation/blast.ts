// SPDX-License-Identifier: Apache-2.0

/** Texts of what depends on what a plan changes. */
export const blastMessages = {
  blast: {
    column: 'Depends on it',
    count_one: '{{count}} entity depends on this',
    count_other: '{{count}} entities depend on this',
    atLeast_one: 'At least {{count}} entity depends on this',
    atLeast_other: 'At least {{count}} entities depend on this',
    shortAtLeast: '{{shown}} or more',
    none: 'No entity that you may see depends on this',
    shortNone: 'None',
    unknown: 'What depends on this is not known',
    shortUnknown: 'Unknown',
    loading: 'Counting what depends on this…',
    shortLoading: '…',
    title: 'What depends on this',
    body: 'By the catalog, as far as you may see it: what depends on the stack, or on an entity that a changed resource belongs to.',
    more: 'There may be more: entities that you may not see, or that are too far away, are not counted.',
    owners: {
      'not-installed':
        'Whom the changed resources belong to is not known, as the estate is not installed. Only what depends on the stack itself is counted.',
      unknown:
        'Whom the changed resources belong to could not be found out now. Only what depends on the stack itself is counted.',
    },
    list: 'Entities that depend on this',
    direct: 'directly',
    through_one: 'through {{count}} other',
    through_other: 'through {{count}} others',
  },
} as const;
