// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { extract } from 'tar';
import { type Bench, startBench } from '../__testUtils__/backend';
import { bundleOf, digestOf } from '../__testUtils__/bundles';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(60_000);

describe('GET /v1/stacks/:stackId/source?engineFiles=true', () => {
  let bench: Bench;
  const folder = mkdtempSync(join(tmpdir(), 'source-'));

  beforeAll(async () => {
    bench = await startBench({ db: await databases.init('SQLITE_3') });
  });

  afterAll(async () => {
    await bench.backend.stop();
    rmSync(folder, { recursive: true });
  });

  async function unpack(stackId: string) {
    const answer = await bench
      .as()
      .get(`/v1/stacks/${stackId}/source?engineFiles=true`)
      .buffer()
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      })
      .expect(200);
    const unpacking = extract({ cwd: folder, strict: true });
    await new Promise<void>((resolve, reject) => {
      unpacking.on('close', resolve);
      unpacking.on('error', reject);
      unpacking.end(answer.body);
    });
    return (path: string) => readFileSync(join(folder, path), 'utf8');
  }

  it('adds backend and context to a Terraform source', async () => {
    const { stackId } = await bench.as().create({ name: 'outside' });
    const read = await unpack(stackId);
    expect(read('terraform/main.tf')).toContain('aws_kms_key');
    expect(JSON.parse(read('terraform/groundwork.auto.tfvars.json'))).toEqual({
      groundwork: {
        account_id: '111111111113',
        region: 'eu-west-1',
        environment: 'development',
        layer: 'kms',
        name: 'outside',
        stack_id: stackId,
        entity_ref: 'resource:default/kms-outside-development',
        owner: 'group:default/ai-core',
      },
    });
    expect(JSON.parse(read('terraform/backend_override.tf.json'))).toEqual({
      terraform: {
        backend: {
          s3: {
            bucket: 'groundwork-tfstate-111111111113-eu-west-1',
            key: `${stackId}.tfstate`,
            region: 'eu-west-1',
            use_lockfile: true,
          },
        },
      },
    });
  });

  it('adds the context to a CDK source', async () => {
    const zeros = '\u0000'.repeat(2048);
    const archive = bundleOf({
      'cdk/bin/kms.ts': 'export {}',
      'cdk/zeros.bin': zeros,
    });
    await bench.as().upload(archive).expect(201);
    const { stackId } = await bench.as().create({
      name: 'outside-cdk',
      engine: 'cdk',
      source: { kind: 'bundle', digest: digestOf(archive) },
    });
    const read = await unpack(stackId);
    expect(read('cdk/zeros.bin')).toBe(zeros);
    expect(JSON.parse(read('cdk/groundwork.json'))).toEqual({
      accountId: '111111111113',
      region: 'eu-west-1',
      environment: 'development',
      layer: 'kms',
      name: 'outside-cdk',
      stackId,
      entityRef: 'resource:default/kms-outside-cdk-development',
      owner: 'group:default/ai-core',
    });
  });
});
