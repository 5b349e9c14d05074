// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  ACCOUNT,
  REGION,
  startWithStacks,
} from './__testUtils__/startWithStacks';

const PROGRAM = resolvePackagePath(
  '@groundwork/sandbox',
  'bin/groundwork-sandbox.js',
);
/** The program is compiled as it starts. */
const PROGRAM_TIMEOUT_MS = 60_000;

describe('readBackStack', () => {
  let sandbox: Awaited<ReturnType<typeof startWithStacks>>;
  beforeAll(async () => {
    sandbox = await startWithStacks();
  }, 120_000);
  afterAll(() => sandbox.stop());

  it('finds the key layer as its template states it', async () => {
    expect(await sandbox.readBack('kms')).toEqual({
      resources: 2,
      properties: 8,
      differences: [],
      writeOnly: ['Key961B73FD.PendingWindowInDays'],
    });
  });

  it('finds the data lake layer as its template states it', async () => {
    expect(await sandbox.readBack('data-lake')).toEqual({
      resources: 8,
      properties: 36,
      differences: [],
      writeOnly: [],
    });
  });

  it('resolves parameters, conditions and functions, and ignores what makes nothing', async () => {
    expect(await sandbox.readBack('everything')).toEqual({
      resources: 6,
      properties: 19,
      differences: [],
      writeOnly: [],
    });
  });

  it('passes neither a type nor a property nor a function that it cannot read', async () => {
    await sandbox.deploy('unread', {
      Resources: {
        Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'orders' } },
        Bucket: {
          Type: 'AWS::S3::Bucket',
          Properties: {
            BucketName: { 'Fn::GetAtt': ['Topic', 'TopicName'] },
            AccelerateConfiguration: { AccelerationStatus: 'Enabled' },
          },
        },
      },
    });
    expect((await sandbox.readBack('unread')).differences).toEqual([
      {
        logicalId: 'Topic',
        type: 'AWS::SNS::Topic',
        property: 'Type',
        stated: 'AWS::SNS::Topic',
        found: 'nothing reads AWS::SNS::Topic',
      },
      {
        logicalId: 'Bucket',
        type: 'AWS::S3::Bucket',
        property: 'BucketName',
        stated: { 'Fn::GetAtt': ['Topic', 'TopicName'] },
        found:
          'InputError: Fn::GetAtt Topic.TopicName is not known to any service',
      },
      {
        logicalId: 'Bucket',
        type: 'AWS::S3::Bucket',
        property: 'AccelerateConfiguration',
        stated: { AccelerationStatus: 'Enabled' },
        found: 'nothing reads AccelerateConfiguration of AWS::S3::Bucket',
      },
    ]);
  });

  describe('groundwork-sandbox read-back', () => {
    function run(stack: string) {
      const args = ['--endpoint', sandbox.endpoint, '--account', ACCOUNT];
      args.push('--region', REGION, '--stack', stack);
      return new Promise<{ code: unknown; out: string; err: string }>(done => {
        execFile(
          process.execPath,
          [PROGRAM, 'read-back', ...args],
          (error, out, err) => done({ code: error?.code ?? 0, out, err }),
        );
      });
    }

    it(
      'prints what it counted when all agrees',
      async () => {
        expect(await run('kms')).toEqual({
          code: 0,
          out: '{"event":"read-back","resources":2,"properties":8,"differences":0}\n',
          err: 'Key961B73FD.PendingWindowInDays is kept by CloudFormation alone: not read\n',
        });
      },
      PROGRAM_TIMEOUT_MS,
    );

    it(
      'prints a line for each difference and fails',
      async () => {
        const { code, out } = await run('unread');
        const lines = out.trim().split('\n');
        expect(code).toBe(1);
        expect(lines.map(line => Object.keys(JSON.parse(line)))).toEqual([
          ...Array(3).fill([
            'logicalId',
            'type',
            'property',
            'stated',
            'found',
          ]),
          ['event', 'resources', 'properties', 'differences'],
        ]);
        expect(JSON.parse(lines[3])).toEqual({
          event: 'read-back',
          resources: 2,
          properties: 1,
          differences: 3,
        });
      },
      PROGRAM_TIMEOUT_MS,
    );

    it.each([
      ['absent', 1, /Stack with id absent does not exist/],
      ['no stack', 2, /--stack: give the name of a stack/],
    ])(
      'refuses the stack %j with one line',
      async (stack, code, message) => {
        const refused = await run(stack);
        expect([refused.code, refused.out]).toEqual([code, '']);
        expect(refused.err.trim()).toMatch(message);
      },
      PROGRAM_TIMEOUT_MS,
    );
  });
});
