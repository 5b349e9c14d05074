// SPDX-License-Identifier: Apache-2.0

/** Texts of the change record of a run. */
export const recordMessages = {
  record: {
    title: 'Change record',
    ticket: 'Ticket',
    reason: 'Reason',
    none: 'Nobody has said why this change is made.',
    download: 'Download the record',
    downloadFailed: 'The record could not be downloaded: {{message}}',
  },
  standing: {
    badge: 'Registered, made elsewhere',
  },
} as const;
