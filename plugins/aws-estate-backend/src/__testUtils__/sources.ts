// SPDX-License-Identifier: Apache-2.0
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { AwsClients } from '@groundwork/backstage-plugin-groundwork-node';
import { type Sandbox, startSandbox } from '@groundwork/sandbox';
import type { ResourceSource } from '../sources/ResourceSource';
import { UnseenTargetError } from '../sources/UnseenTargetError';
import type { SweptResource, SweptTarget } from '../store/SweptStore';

export const MANAGEMENT = '100000000000';
export const FAULTY = '111111111111';
export const HEALTHY = '444444444441';
export const OTHER = '222222222221';

/** Clients of every account of the sandbox, by the role that sweeps. */
export function sandboxClients(): AwsClients {
  return AwsClients.fromConfig({
    config: new ConfigReader({
      aws: {
        mainAccount: {
          accessKeyId: 'test',
          secretAccessKey: 'test',
          region: 'us-east-1',
        },
        accountDefaults: { roleName: 'groundwork-sweep' },
      },
    }),
    logger: mockServices.logger.mock(),
  });
}

/** The sandbox with its estates, and the SDK's endpoint set to it until it stops. */
export async function startSeeded(): Promise<Sandbox> {
  const before = process.env.AWS_ENDPOINT_URL;
  const sandbox = await startSandbox({ seed: 'full' });
  process.env.AWS_ENDPOINT_URL = sandbox.endpoint;
  return {
    ...sandbox,
    async stop() {
      if (before === undefined) delete process.env.AWS_ENDPOINT_URL;
      else process.env.AWS_ENDPOINT_URL = before;
      await sandbox.stop();
    },
  };
}

/** All that a source lists, by ARN. */
export async function readAll(
  source: ResourceSource,
  target: SweptTarget,
): Promise<SweptResource[]> {
  const all: SweptResource[] = [];
  for await (const page of source.list(target)) all.push(...page);
  return all.sort((a, b) => (a.arn < b.arn ? -1 : 1));
}

/** What a source says is in the way; fails when nothing is. */
export async function problemOf(source: ResourceSource, target: SweptTarget) {
  try {
    await readAll(source, target);
  } catch (error) {
    if (error instanceof UnseenTargetError) return error.problem;
    throw error;
  }
  throw new Error(`${target.accountId}/${target.region} was read`);
}
