// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { cloudFormationStackName } from '@groundwork/backstage-plugin-groundwork-common';
import { stacks, tokenOf } from './api';
import { EMULATOR_URL } from './ports';

const run = promisify(execFile);
const ROOT = resolve(__dirname, '../../../..');

/** What a CDK stack made, read back through the AWS SDK and compared with each property its template states. */
export async function readBack(stackId: string) {
  const token = await tokenOf('user:default/amir.haddad');
  const stack = await stacks.getStack(stackId, { token });
  const { stdout } = await run(
    process.execPath,
    [
      'packages/sandbox/bin/groundwork-sandbox.js',
      'read-back',
      '--endpoint',
      EMULATOR_URL,
      '--account',
      stack.target.accountId,
      '--region',
      stack.target.region,
      '--stack',
      cloudFormationStackName(stack),
    ],
    { cwd: ROOT },
  ).catch((error: { stdout: string }) => error);
  const lines = stdout
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line));
  const summary = lines.find(line => line.event === 'read-back');
  return {
    resources: summary?.resources ?? 0,
    differences: lines.filter(line => line !== summary),
  };
}
