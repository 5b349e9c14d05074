// SPDX-License-Identifier: Apache-2.0
import { request } from 'node:http';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  GetParameterCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { clientConfig, eventually } from './__testUtils__/clients';
import { Sandbox, startSandbox } from './startSandbox';

const APPLY_ROLE = 'arn:aws:iam::111111111111:role/groundwork-apply';

describe('startSandbox', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  }, 60_000);
  afterEach(() => sandbox.faults.clear());
  afterAll(() => sandbox.stop());

  const config = (options?: Parameters<typeof clientConfig>[1]) =>
    clientConfig(sandbox.endpoint, options);
  const s3 = async () =>
    new S3Client({ ...(await config()), forcePathStyle: true });

  it('keeps accounts apart by the role that was assumed', async () => {
    const one = new STSClient(await config());
    const other = new STSClient(await config({ roleArn: APPLY_ROLE }));
    const identities = await Promise.all(
      [one, other].map(sts => sts.send(new GetCallerIdentityCommand({}))),
    );
    expect(identities.map(identity => identity.Account)).toEqual([
      '100000000000',
      '111111111111',
    ]);
  });

  describe('fault rules', () => {
    it.each([
      [
        'kms',
        'AccessDeniedException',
        400,
        async () => new KMSClient(await config()).send(new ListKeysCommand({})),
      ],
      [
        's3',
        'AccessDenied',
        403,
        async () => (await s3()).send(new ListBucketsCommand({})),
      ],
      [
        'iam',
        'AccessDenied',
        403,
        async () =>
          new IAMClient(await config()).send(new ListRolesCommand({})),
      ],
      [
        'ec2',
        'UnauthorizedOperation',
        403,
        async () =>
          new EC2Client(await config()).send(new DescribeVpcsCommand({})),
      ],
      [
        'lambda',
        'AccessDeniedException',
        403,
        async () =>
          new LambdaClient(await config()).send(new ListFunctionsCommand({})),
      ],
    ])('deny %s as AWS does', async (service, code, status, call) => {
      await sandbox.faults.add({ kind: 'deny', action: `${service}:*` });
      await expect(call()).rejects.toMatchObject({
        name: code,
        $metadata: { httpStatusCode: status },
      });
      await sandbox.faults.clear();
      await expect(call()).resolves.toMatchObject({
        $metadata: { httpStatusCode: 200 },
      });
    });

    it('apply to the account, Region and calls they name, and no others', async () => {
      await sandbox.faults.add({
        kind: 'throttle',
        action: 'kms:List*',
        accountId: '111111111111',
        region: 'eu-*',
        after: 1,
        times: 1,
      });
      const list = async (roleArn?: string, region?: string) => {
        const kms = new KMSClient(await config({ roleArn, region }));
        return kms.send(new ListKeysCommand({})).then(
          () => 'answered',
          error => error.name,
        );
      };
      expect(await list()).toBe('answered');
      expect(await list(APPLY_ROLE, 'us-east-1')).toBe('answered');
      expect(await list(APPLY_ROLE, 'eu-west-1')).toBe('answered');
      expect(await list(APPLY_ROLE, 'eu-west-1')).toBe('ThrottlingException');
      expect(await list(APPLY_ROLE, 'eu-west-1')).toBe('answered');
      const [rule] = await sandbox.faults.list();
      expect(rule).toMatchObject({ seen: 3, applied: 1 });
    });

    it('delay and fail on the server’s side', async () => {
      const ssm = new SSMClient(await config());
      const name = { Name: '/x', Value: '1', Type: 'String' } as const;
      await sandbox.faults.add({
        kind: 'delay',
        action: 'ssm:PutParameter',
        delayMs: 300,
        times: 1,
      });
      const started = Date.now();
      await ssm.send(new PutParameterCommand(name));
      expect(Date.now() - started).toBeGreaterThanOrEqual(300);
      await sandbox.faults.add({ kind: 'error', action: 'ssm:*', status: 503 });
      await expect(
        ssm.send(new GetParameterCommand({ Name: '/x' })),
      ).rejects.toMatchObject({
        name: 'ServiceUnavailable',
        $metadata: { httpStatusCode: 503 },
      });
    });

    it.each([
      [{ kind: 'maybe' }, /kind is 'maybe'; it must be one of deny/],
      [{ kind: 'deny', action: 'kms' }, /service:Operation/],
      [{ kind: 'deny', chance: 0.5 }, /Unknown field 'chance'/],
      [{ kind: 'delay' }, /needs delayMs/],
      [{ kind: 'deny', times: -1 }, /whole number from 1/],
      [{ kind: 'deny', accountId: 'a b' }, /account id/],
    ])('refuse %j with a clear sentence', async (rule, message) => {
      const answer = await fetch(`${sandbox.controlUrl}/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(rule),
      });
      expect(answer.status).toBe(400);
      expect((await answer.json()).error).toMatch(message);
    });
  });

  describe('control endpoint', () => {
    it('answers only those who name it by a loopback name', async () => {
      const status = await new Promise((resolve, reject) => {
        const { port } = new URL(sandbox.controlUrl);
        request(
          {
            host: 'localhost',
            port,
            path: '/health',
            headers: { host: 'evil.example' },
          },
          response => resolve(response.statusCode),
        )
          .on('error', reject)
          .end();
      });
      expect(status).toBe(403);
    });

    it.each([
      ['GET', '/requests?since=x', /since is 'x'/],
      ['GET', '/requests?colour=red', /Unknown filter 'colour'/],
      ['POST', '/faults', /content-type application\/json/],
    ])('answers %s %s with a 400', async (method, path, message) => {
      const answer = await fetch(`${sandbox.controlUrl}${path}`, { method });
      expect(answer.status).toBe(400);
      expect((await answer.json()).error).toMatch(message);
    });

    it('keeps moto’s own console shut', async () => {
      const answer = await fetch(`${sandbox.endpoint}/moto-api/data.json`);
      expect(answer.status).toBe(404);
    });
  });

  describe('request log', () => {
    it('says who called what, and nothing that was said', async () => {
      const ssm = new SSMClient(
        await config({
          roleArn: APPLY_ROLE,
          sessionName: 'run-01',
          tags: { run: '01', requester: 'rita' },
        }),
      );
      await ssm.send(
        new PutParameterCommand({
          Name: '/secret',
          Value: 'canary-4711',
          Type: 'SecureString',
        }),
      );
      const requests = await sandbox.requests({ sessionName: 'run-01' });
      expect(requests).toEqual([
        expect.objectContaining({
          accountId: '111111111111',
          region: 'us-east-1',
          service: 'ssm',
          operation: 'PutParameter',
          status: 200,
          sessionTags: { run: '01', requester: 'rita' },
        }),
      ]);
      const all = await fetch(`${sandbox.controlUrl}/requests?limit=10000`);
      expect(await all.text()).not.toContain('canary-4711');
    });
  });

  describe('S3 conditional writes', () => {
    it('let exactly one of many take a lock', async () => {
      const client = await s3();
      await client.send(new CreateBucketCommand({ Bucket: 'locks' }));
      const take = (Body: string) =>
        client
          .send(
            new PutObjectCommand({
              Bucket: 'locks',
              Key: 'a.tfstate.tflock',
              Body,
              IfNoneMatch: '*',
            }),
          )
          .then(
            () => 'taken',
            error => error.name,
          );
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) => take(`${index}`)),
      );
      expect(results.filter(result => result === 'taken')).toHaveLength(1);
      expect(new Set(results)).toEqual(
        new Set(['taken', 'PreconditionFailed']),
      );
      await client.send(
        new DeleteObjectCommand({ Bucket: 'locks', Key: 'a.tfstate.tflock' }),
      );
      expect(await take('again')).toBe('taken');
    });
  });

  it('forgets everything on reset', async () => {
    const client = await s3();
    await client.send(new CreateBucketCommand({ Bucket: 'forgotten' }));
    await sandbox.reset();
    expect(await sandbox.requests()).toEqual([]);
    await expect(
      client.send(new GetObjectCommand({ Bucket: 'forgotten', Key: 'a' })),
    ).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });
});

describe('a stopped sandbox', () => {
  it('has no process left', async () => {
    const sandbox = await startSandbox();
    await sandbox.stop();
    const state = await eventually(
      async () => {
        try {
          process.kill(sandbox.pid, 0);
          return 'alive';
        } catch {
          return 'gone';
        }
      },
      seen => seen === 'gone',
    );
    expect(state).toBe('gone');
  }, 60_000);

  it('cannot start on a port in use, and says so', async () => {
    const sandbox = await startSandbox();
    const port = Number(new URL(sandbox.endpoint).port);
    await expect(startSandbox({ port })).rejects.toMatchObject({
      name: 'ConflictError',
      message: `Port ${port} for the AWS endpoint is in use; stop what listens there or choose another port.`,
    });
    await sandbox.stop();
  }, 60_000);
});
