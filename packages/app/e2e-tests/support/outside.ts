// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { x as extract } from 'tar';
import { assumeApplyRole, stacks, tokenOf } from './api';
import { EMULATOR_URL } from './ports';

const run = promisify(execFile);

/**
 * Plans a stack with Terraform alone, from the source that anybody can download.
 *
 * @returns the exit code of `terraform plan -detailed-exitcode`: 0 when there is nothing to do, 2 when there is
 */
export async function planOutside(stackId: string): Promise<number> {
  const token = await tokenOf('user:default/amir.haddad');
  const [stack, source] = await Promise.all([
    stacks.getStack(stackId, { token }),
    stacks.getStackSource(stackId, { token, engineFiles: true }),
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-outside-'));
  writeFileSync(join(folder, 'source.tar.gz'), source);
  await extract({ cwd: folder, file: join(folder, 'source.tar.gz') });
  const credentials = await assumeApplyRole(stack.target.accountId);
  const options = {
    cwd: join(folder, 'terraform'),
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: EMULATOR_URL,
      // The emulator answers S3 Control for `<account>.localhost`, which not every machine resolves.
      HTTP_PROXY: EMULATOR_URL,
      NO_PROXY: 'no.proxy.invalid',
      AWS_REGION: stack.target.region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken,
      AWS_MAX_ATTEMPTS: '2',
    },
  };
  const terraform = process.env.GROUNDWORK_TERRAFORM ?? 'terraform';
  await run(terraform, ['init', '-input=false', '-no-color'], options);
  try {
    await run(
      terraform,
      ['plan', '-input=false', '-no-color', '-detailed-exitcode'],
      options,
    );
    return 0;
  } catch (error) {
    const { code, stdout, stderr } = error as {
      code: number;
      stdout: string;
      stderr: string;
    };
    if (code === 2) process.stderr.write(stdout);
    else process.stderr.write(stderr);
    return code;
  }
}
