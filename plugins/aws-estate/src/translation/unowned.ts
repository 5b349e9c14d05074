// SPDX-License-Identifier: Apache-2.0

/** Texts of the tab "Unowned resources" and of accepting owners. */
export const unownedMessages = {
  unowned: {
    label: 'Resources that nobody owns',
    intro:
      'No rule gives these to an entity. Choose who owns them; the owners stand once the file has been committed and the catalog has read it.',
    emptyTitle: 'Everything that was found belongs to somebody',
    empty: 'Resources that no rule gives to an entity are listed here.',
    emptyUnknownTitle: 'Nothing is known to be without an owner',
    emptyUnknown:
      'Not all accounts and Regions could be read: what stands there is unknown.',
    because: {
      stack: 'its stack belongs there',
      tags: 'its tags say so',
      name: 'its name says so',
      account: 'it owns the account',
      chosen: 'chosen by you',
    },
    noSuggestion: 'Nobody is suggested',
    change: 'Choose another owner of {{name}}',
    choose: 'Choose an owner of {{name}}',
    changeShort: 'Change',
    chooseShort: 'Choose',
    selected_one: 'One selected',
    selected_other: '{{count}} selected',
    without_one: 'one of them without an owner',
    without_other: '{{count}} of them without an owner',
    chooseForAll: 'Choose one owner for all of them',
    clearSelection: 'Clear selection',
    accept: 'Accept owners',
    acceptOf_one: 'Accept one owner',
    acceptOf_other: 'Accept {{count}} owners',
    tooMany: 'At most {{max}} owners can be accepted at once.',
    denied: 'To accept owners you need the permission {{permission}}.',
  },
  owner: {
    titleOne: 'Who owns {{name}}?',
    titleMany_one: 'Who owns it?',
    titleMany_other: 'Who owns these {{count}} resources?',
    suggested: 'Suggested',
    other: 'Another entity of the catalog',
    placeholder: 'Type a name',
    nothing: 'No entity of this name',
    searchFailed: 'The catalog could not be asked: {{message}}',
    use: 'Use this owner',
    cancel: 'Back',
  },
  accept: {
    title: 'Accept owners',
    format: 'As',
    'entity-patch': 'Annotations for the catalog files of the owners',
    'catalog-file': 'A catalog file with the resources as entities',
    file: 'File {{fileName}}',
    copy: 'the file',
    download: 'Download',
    close: 'Close',
    pullRequest: 'Open a pull request',
    pullRequestHint:
      'Opens a form in which you choose the repository. The pull request adds the catalog file with the resources as entities.',
    pullRequestMissing:
      'To open a pull request from here, install {{missing}}. Until then commit the file yourself.',
    pullRequestUnknown:
      'Whether a pull request can be opened from here is unknown: {{message}}',
    pullRequestTooMany:
      'A pull request takes at most {{max}} owners from here. Accept fewer at a time, or commit the file yourself.',
    checking: 'Checking whether a pull request can be opened from here',
    missing: {
      publish:
        'a scaffolder action publish:github:pull-request (package @backstage/plugin-scaffolder-backend-module-github)',
      write:
        'the action groundwork:ownership:write (package @groundwork/backstage-plugin-scaffolder-backend-module-groundwork)',
      template:
        'the template aws-ownership (templates/_ownership) in the catalog',
      form: 'the scaffolder’s page in the app',
    },
  },
} as const;
