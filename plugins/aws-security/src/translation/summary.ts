// SPDX-License-Identifier: Apache-2.0

/** Texts of the numbers, in the card and above the list. */
export const summaryMessages = {
  summary: {
    title: 'Security findings',
    open: 'Open',
    guardDuty: 'Of these, from GuardDuty',
    openLabel: 'Open findings by severity',
    guardDutyLabel: 'Open findings from GuardDuty by severity',
    total: 'Open in all',
    newSinceLastWeek: 'New in the last 7 days',
    oldest: 'Oldest open',
    noOldest: 'None is open',
    unknown: 'Unknown',
    via: 'Of related entities, not counted here',
    nothingOpen: 'No finding is open.',
    notKnown:
      'Not known: nothing could be read yet. That is not the same as no findings.',
    partKnown:
      'Only a part could be read: the numbers are the least there is, and ? is unknown.',
    all: 'All findings',
  },
  chart: {
    title: 'Open findings by severity',
    titlePart: 'Open findings by severity, as far as they could be read',
    severity: 'Severity',
    guardDuty: 'GuardDuty',
    others: 'Other products',
    note: 'Counted without those of related entities. A finding that several standards have of the same control and resource counts once; the list below shows each.',
  },
} as const;
