// SPDX-License-Identifier: Apache-2.0
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readRunners } from './runners';

const CODEBUILD = {
  accountId: '100000000000',
  region: 'eu-west-1',
  project: 'runner-of-all',
  bucket: 'jobs-of-all',
  kmsKeyArn: 'arn:aws:kms:eu-west-1:100000000000:key/0f6c1d0e',
};

const read = (runner: JsonObject) =>
  readRunners(new ConfigReader({ groundwork: { stacks: { runner } } }));

describe('readRunners', () => {
  it('runs all jobs on the host of the backend where nothing is set', () => {
    const runners = readRunners(new ConfigReader({}));
    expect(runners.kindOf('111111111113')).toBe('local');
    expect(runners.codebuild).toBeUndefined();
  });

  it('runs those of one account elsewhere than those of the others', () => {
    const runners = read({
      kind: 'codebuild',
      accounts: [{ accountId: '111111111113', kind: 'local' }],
      codebuild: CODEBUILD,
    });
    expect(runners.kindOf('111111111113')).toBe('local');
    expect(runners.kindOf('111111111111')).toBe('codebuild');
    expect(runners.codebuild).toEqual({ ...CODEBUILD, keyPrefix: 'jobs/' });
  });

  it.each<[JsonObject, string]>([
    [{ kind: 'batch' }, 'runner.kind must be local or codebuild, got batch'],
    [{ kind: 'codebuild' }, 'runner.codebuild.accountId'],
    [
      { kind: 'codebuild', codebuild: { ...CODEBUILD, region: 'global' } },
      'runner.codebuild.region: must be a Region',
    ],
    [
      { kind: 'codebuild', codebuild: { ...CODEBUILD, keyPrefix: 'jobs' } },
      'runner.codebuild.keyPrefix: must end with a slash, or be empty',
    ],
    [
      {
        accounts: [{ accountId: '111111111113', kind: 'codebuild' }],
        codebuild: { ...CODEBUILD, kmsKeyArn: 'alias/jobs' },
      },
      'runner.codebuild.kmsKeyArn',
    ],
  ])('refuses %j', (runner, message) => {
    expect(() => read(runner)).toThrow(message);
  });
});
