// SPDX-License-Identifier: Apache-2.0
import { lookup } from 'node:dns';
import { Agent } from 'node:http';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

/** S3 Control calls `<account>.localhost`, a name that need not resolve. */
export const localhostAgent = new Agent({
  lookup: (_host, options, callback) => lookup('localhost', options, callback),
});

const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Client configuration of the management account, or of a role's session in another. */
export async function clientConfig(
  endpoint: string,
  options: {
    roleArn?: string;
    sessionName?: string;
    tags?: Record<string, string>;
    region?: string;
  } = {},
) {
  const base = {
    endpoint,
    region: options.region ?? 'us-east-1',
    credentials: CREDENTIALS,
    maxAttempts: 1,
  };
  if (!options.roleArn) return base;
  const { Credentials } = await new STSClient(base).send(
    new AssumeRoleCommand({
      RoleArn: options.roleArn,
      RoleSessionName: options.sessionName ?? 'test',
      Tags: Object.entries(options.tags ?? {}).map(([Key, Value]) => ({
        Key,
        Value,
      })),
    }),
  );
  return {
    ...base,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken,
    },
  };
}

/** Waits until a condition holds, or fails with what it last saw. */
export async function eventually<T>(
  read: () => Promise<T>,
  holds: (value: T) => boolean,
  timeoutMs = 10_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > end) {
      throw new Error(`Still ${JSON.stringify(value)} after ${timeoutMs} ms`);
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
