// SPDX-License-Identifier: Apache-2.0
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readStacksConfig } from './StacksConfig';

const read = (stacks?: JsonObject) =>
  readStacksConfig(new ConfigReader({ groundwork: stacks ? { stacks } : {} }));

describe('readStacksConfig', () => {
  it('has a default for everything', () => {
    expect(read()).toMatchObject({
      dataDirectory: expect.stringMatching(/^\/.*\.groundwork\/stacks$/),
      approvals: {
        production: { rule: 'other', required: 1 },
        staging: { rule: 'requester', required: 1 },
        development: { rule: 'auto', required: 0 },
      },
      planExpiryMs: 86_400_000,
      concurrency: { total: 4, perAccount: 2 },
      terraform: { binary: 'terraform' },
      cdkQualifier: 'hnb659fds',
    });
  });

  it('reads what is set', () => {
    const config = read({
      dataDirectory: '/var/lib/groundwork',
      approvals: {
        production: { rule: 'other', required: 2 },
        staging: 'auto',
      },
      planExpiry: { hours: 1 },
      concurrency: { total: 9 },
      terraform: { binary: '/opt/tofu', versions: ['1.11.4'] },
      runner: { environment: { HTTP_PROXY: 'http://proxy:3128' } },
      timeouts: { apply: 'PT3H' },
    });
    expect(config).toMatchObject({
      dataDirectory: '/var/lib/groundwork',
      approvals: {
        production: { rule: 'other', required: 2 },
        staging: { rule: 'auto', required: 0 },
      },
      planExpiryMs: 3_600_000,
      concurrency: { total: 9, perAccount: 2 },
      terraform: { binary: '/opt/tofu', versions: ['1.11.4'] },
      runnerEnvironment: { HTTP_PROXY: 'http://proxy:3128' },
      timeouts: { applyMs: 10_800_000 },
    });
  });

  const wrong: [JsonObject, string][] = [
    [
      { approvals: { production: 'everybody' } },
      'groundwork.stacks.approvals.production must be auto, requester or other',
    ],
    [
      { approvals: { production: { rule: 'requester', required: 2 } } },
      'groundwork.stacks.approvals.production.required is 2',
    ],
    [
      { concurrency: { total: 0 } },
      'groundwork.stacks.concurrency.total must be a whole number',
    ],
    [
      { runner: { environment: { LD_PRELOAD: '/x.so' } } },
      'NODE_EXTRA_CA_CERTS; it has LD_PRELOAD',
    ],
    [{ cdk: { qualifier: 'No!' } }, 'groundwork.stacks.cdk.qualifier must be'],
    [
      { encryptionKey: 'c2hvcnQ=' },
      'groundwork.stacks.encryptionKey must be 32 bytes',
    ],
  ];

  it.each(wrong)('refuses %j', (stacks, message) => {
    expect(() => read(stacks)).toThrow(message);
  });
});
