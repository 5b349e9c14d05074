// SPDX-License-Identifier: Apache-2.0

/** Texts of lists of resources and of the entity views. */
export const resourceMessages = {
  filter: {
    label: 'Filters',
    text: 'Find by name or ARN',
    account: 'Account',
    region: 'Region',
    type: 'Type',
    typeExample: 'sqs, or ec2:instance',
    clear: 'Clear filters',
  },
  rule: {
    'entity-ref-tag': 'by its tag backstage:entity-ref',
    arn: 'by the ARN in the entity’s annotation',
    tags: 'by the tags in the entity’s annotation',
    account: 'by its account and Region',
  },
  list: {
    label: 'Resources',
    range: '{{from}}–{{to}}',
    own_one: 'One resource of its own',
    own_other: '{{count}} resources of its own',
    all_one: 'One resource',
    all_other: '{{count}} resources',
    via: 'via',
    noTags: 'None',
    moreTags_one: 'and {{count}} more',
    moreTags_other: 'and {{count}} more',
    arn: 'ARN of {{name}}',
    console: 'Open {{name}} in the AWS console',
    import: 'Import {{name}} into a stack',
    noMatchTitle: 'No resource matches these filters',
    noMatch: 'Clear a filter, or look for another name.',
  },
  entity: {
    title: 'AWS resources',
    types: 'Resources by type',
    type: 'Type',
    count: 'Resources',
    seen: 'Last seen',
    seenOldest: 'the oldest',
    resource: 'Resource',
    first: 'The first of them',
    all: 'All AWS resources',
    moreTypes_one: 'and {{count}} more type',
    moreTypes_other: 'and {{count}} more types',
    emptyTitle: 'No AWS resources',
    empty:
      'No resource that was found belongs to this entity. Tag resources with backstage:entity-ref: {{entityRef}}, or name them in the entity’s annotations {{arn}} or {{tags}}.',
    emptyUnknownTitle: 'No AWS resources known',
    emptyUnknown:
      'Not all accounts and Regions could be read: there may be resources nevertheless.',
    onlyRelated: 'None of its own; below are those of what it depends on.',
  },
} as const;
