// SPDX-License-Identifier: Apache-2.0
import {
  TAGS,
  UNKNOWN,
  created,
  messagesOf,
  planned,
  plannedCdk,
  tagsAll,
  updated,
} from '../__testUtils__/plans';
import { requiredTags } from './requiredTags';

const { owner: _, ...WITHOUT_OWNER } = TAGS;

it.each([
  ['a queue with default_tags', created('aws_sqs_queue', tagsAll())],
  [
    'what carries no tags',
    created('aws_kms_alias', { name: 'alias/orders', arn: UNKNOWN }),
  ],
  [
    'a tag that is known after apply',
    created('aws_sqs_queue', { ...tagsAll(), 'tags_all.owner': UNKNOWN }),
  ],
  [
    'a change that leaves the tags',
    updated('aws_sqs_queue', {
      delay_seconds: { before: 0, after: 5 },
    }),
  ],
  [
    'an imported resource that gets one',
    updated('aws_sqs_queue', {
      'tags_all.owner': { after: TAGS.owner },
    }),
  ],
])('accepts %s', async (_name, resource) => {
  expect(await messagesOf(requiredTags, planned([resource]))).toEqual([]);
});

it('names what is missing, and what has the value of another stack', async () => {
  const resource = created(
    'aws_sqs_queue',
    tagsAll({ ...WITHOUT_OWNER, environment: 'development' }),
  );
  expect(await messagesOf(requiredTags, planned([resource]))).toEqual([
    'aws_sqs_queue.this: aws_sqs_queue cannot be found again by its tags: it lacks the tags owner; environment is development and should be production',
  ]);
});

it('takes tags_all that nobody sets for no tags at all', async () => {
  const resource = created('aws_sqs_queue', {
    name: 'orders',
    tags_all: UNKNOWN,
  });
  const [message] = await messagesOf(requiredTags, planned([resource]));
  expect(message).toContain(
    'it lacks the tags backstage:entity-ref, groundwork:stack, groundwork:layer, environment, owner',
  );
});

it('objects to a tag that is taken away', async () => {
  const resource = updated('aws_sqs_queue', {
    'tags_all.owner': { before: TAGS.owner },
  });
  const [message] = await messagesOf(requiredTags, planned([resource]));
  expect(message).toContain('it lacks the tags owner');
});

it('knows the tags that CloudFormation hands on, and those of the resource before them', async () => {
  const topic = created('AWS::SNS::Topic', { TopicName: 'orders' });
  expect(await messagesOf(requiredTags, plannedCdk([topic]))).toEqual([]);
  const other = created('AWS::SNS::Topic', {
    'Tags.0.Key': 'owner',
    'Tags.0.Value': 'group:default/others',
  });
  const [message] = await messagesOf(requiredTags, plannedCdk([other]));
  expect(message).toContain(
    'owner is group:default/others and should be group:default/ai-core-team',
  );
});

it('objects to a stack without tags, but not for what cannot have any', async () => {
  const resources = [
    created('AWS::SNS::Topic', {}, 'Topic'),
    created('AWS::S3::BucketPolicy', {}, 'Policy'),
  ];
  const messages = await messagesOf(
    requiredTags,
    plannedCdk(resources, { stackTags: {} }),
  );
  expect(messages).toHaveLength(1);
  expect(messages[0]).toMatch(/^Topic: .* it lacks the tags backstage:entity/);
});

it('asks for the tags of the configuration, and spares types', async () => {
  const plan = planned([
    created('aws_sqs_queue', tagsAll()),
    created('aws_sns_topic', tagsAll()),
  ]);
  expect(
    await messagesOf(requiredTags, plan, {
      tags: ['cost-center'],
      exceptTypes: ['aws_sns_topic'],
    }),
  ).toEqual([
    'aws_sqs_queue.this: aws_sqs_queue cannot be found again by its tags: it lacks the tags cost-center',
  ]);
});
