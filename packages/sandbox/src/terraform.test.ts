// SPDX-License-Identifier: Apache-2.0
import { execFile, execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import {
  CreateBucketCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { clientConfig } from './__testUtils__/clients';
import { Sandbox, startSandbox } from './startSandbox';

const PROVIDER = 'registry.terraform.io/hashicorp/aws/5.100.0';

/** The folders a provider mirror is usually in; `GROUNDWORK_PROVIDER_MIRROR` comes first. */
const MIRRORS = [
  process.env.GROUNDWORK_PROVIDER_MIRROR,
  path.join(homedir(), '.terraform.d/plugins'),
  '/usr/local/share/terraform/plugins',
  '/usr/share/terraform/plugins',
];
const mirror = MIRRORS.find(
  folder => folder && existsSync(path.join(folder, PROVIDER)),
);

function hasTerraform(): boolean {
  try {
    execFileSync('terraform', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const whenPossible = mirror && hasTerraform() ? describe : describe.skip;

whenPossible('Terraform against the emulator', () => {
  let sandbox: Sandbox;
  let folder: string;
  beforeAll(async () => {
    sandbox = await startSandbox();
    const s3 = new S3Client({
      ...(await clientConfig(sandbox.endpoint)),
      forcePathStyle: true,
    });
    await s3.send(new CreateBucketCommand({ Bucket: 'state' }));
    folder = mkdtempSync(path.join(tmpdir(), 'terraform-'));
    cpSync(
      path.join(__dirname, '__fixtures__', 'data-lake.tf'),
      path.join(folder, 'main.tf'),
    );
    writeFileSync(
      path.join(folder, 'terraform.rc'),
      `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(
        mirror,
      )}\n  }\n}\n`,
    );
  }, 60_000);
  afterAll(async () => {
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function terraform(
    ...args: string[]
  ): Promise<{ code: number; text: string }> {
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      TF_CLI_CONFIG_FILE: path.join(folder, 'terraform.rc'),
      CHECKPOINT_DISABLE: '1',
      AWS_ENDPOINT_URL: sandbox.endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      // Names such as 100000000000.localhost of S3 Control are resolved by the emulator itself.
      HTTP_PROXY: sandbox.endpoint,
    };
    return new Promise(resolve => {
      execFile(
        'terraform',
        [...args, '-no-color', '-input=false'],
        { cwd: folder, env, maxBuffer: 10_000_000 },
        (error, stdout, stderr) =>
          resolve({
            code: typeof error?.code === 'number' ? error.code : 0,
            text: stdout + stderr,
          }),
      );
    });
  }

  it('applies a key and a bucket with all its settings, finds nothing more to do, and destroys them', async () => {
    const init = await terraform('init');
    expect([init.code, init.text]).toEqual([0, expect.any(String)]);
    const applied = await terraform('apply', '-auto-approve');
    expect(applied.text).toContain('Apply complete! Resources: 20 added');
    const planned = await terraform('plan', '-detailed-exitcode');
    expect([planned.code, planned.text]).toEqual([
      0,
      expect.stringContaining('No changes.'),
    ]);
    const destroyed = await terraform('destroy', '-auto-approve');
    expect(destroyed.text).toContain(
      'Destroy complete! Resources: 20 destroyed',
    );
    const s3 = new S3Client({
      ...(await clientConfig(sandbox.endpoint)),
      forcePathStyle: true,
    });
    const { Contents = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket: 'state' }),
    );
    expect(Contents.map(object => object.Key)).toEqual(['test.tfstate']);
    const locks = await sandbox.requests({
      operation: 'PutObject',
      limit: 10_000,
    });
    expect(locks.length).toBeGreaterThanOrEqual(5);
  }, 300_000);
});
