// SPDX-License-Identifier: Apache-2.0
import {
  BatchImportFindingsCommand,
  EnableSecurityHubCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { clientConfig } from '../../__testUtils__/clients';
import { startSandbox } from '../../startSandbox';
import { makeFindings, makeRandom, mutateFinding } from './index';

const OPTIONS = {
  count: 300,
  accounts: ['222222222221', '333333333331'],
  regions: ['us-east-1', 'eu-west-1'],
  seed: 3,
};

describe('made findings', () => {
  it('are the same for the same seed, others for another', () => {
    expect(makeFindings(OPTIONS)).toEqual(makeFindings(OPTIONS));
    const ids = makeFindings(OPTIONS).map(each => each.Id);
    const others = makeFindings({ ...OPTIONS, seed: 4 }).map(each => each.Id);
    expect(new Set([...ids, ...others]).size).toBe(600);
  });

  it('are about the resources of the entities, in turn, in their account and Region', () => {
    const entities = ['a', 'b', 'c'].map((name, index) => ({
      entityRef: `component:default/${name}`,
      resourceArns: [
        `arn:aws:sqs:eu-west-1:33333333333${index + 1}:${name}-1`,
        `arn:aws:sqs:eu-west-1:33333333333${index + 1}:${name}-2`,
      ],
    }));
    const made = makeFindings({ ...OPTIONS, entities });
    made.forEach((finding, index) => {
      const { resourceArns } = entities[index % 3];
      const arn = finding.Resources?.[0].Id ?? '';
      expect(resourceArns).toContain(arn);
      expect(arn).toContain(`:${finding.Region}:${finding.AwsAccountId}:`);
    });
    expect(new Set(made.map(each => each.Resources?.[0].Id)).size).toBe(6);
  });

  it('are valid: Security Hub takes them all', async () => {
    const sandbox = await startSandbox();
    try {
      const hub = new SecurityHubClient(await clientConfig(sandbox.endpoint));
      await hub.send(new EnableSecurityHubCommand({}));
      const answer = await hub.send(
        new BatchImportFindingsCommand({
          Findings: makeFindings({
            ...OPTIONS,
            count: 100,
            accounts: ['100000000000'],
            regions: ['us-east-1'],
          }),
        }),
      );
      expect(answer.FailedFindings).toEqual([]);
      expect(answer.SuccessCount).toBe(100);
    } finally {
      await sandbox.stop();
    }
  }, 60_000);
});

describe('mutated findings', () => {
  const made = makeFindings(OPTIONS);

  it('are broken in every way, the same for the same seed', () => {
    const mutateAll = () => {
      const random = makeRandom(11);
      return made.flatMap(finding =>
        Array.from({ length: 7 }, () =>
          mutateFinding(finding, random, { others: made }),
        ),
      );
    };
    const mutated = mutateAll();
    expect(mutateAll().map(each => each.mutation)).toEqual(
      mutated.map(each => each.mutation),
    );
    expect([...new Set(mutated.map(each => each.mutation))].sort()).toEqual([
      'duplicate-id',
      'empty-text',
      'foreign-resource-id',
      'huge-text',
      'missing-part',
      'unknown-severity',
      'wrong-date',
      'wrong-type',
    ]);
  });

  it('leave the finding they were made from as it was', () => {
    const before = structuredClone(made[0]);
    const random = makeRandom(5);
    for (let index = 0; index < 50; index++) mutateFinding(made[0], random);
    expect(made[0]).toEqual(before);
  });

  it('can be 5 MB', () => {
    const { finding } = mutateFinding(made[0], makeRandom(1), {
      mutation: 'huge-text',
    });
    expect(JSON.stringify(finding).length).toBeGreaterThan(5 * 1024 * 1024);
  });
});
