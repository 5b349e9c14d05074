// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { BENCH_ACCOUNTS, BENCH_USER } from './catalog';

/** How a backend is pointed at an emulator. */
export function awsEnvironment(emulator: {
  endpoint: string;
}): NodeJS.ProcessEnv {
  return {
    AWS_ENDPOINT_URL: emulator.endpoint,
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_REGION: 'us-east-1',
  };
}

/** What a backend of the bench is told besides its address. */
export function benchConfig(options: {
  folder: string;
  database: object;
  catalogFile: string;
  accounts?: readonly object[];
  /** Whether findings are collected. */
  security?: boolean;
}): object {
  const { folder, database, catalogFile, security = true } = options;
  return {
    backend: { database },
    auth: { providers: { guest: { userEntityRef: BENCH_USER } } },
    permission: { enabled: true },
    catalog: {
      // Reads of entities that have not changed are not what is measured.
      processingInterval: { hours: 6 },
      rules: [{ allow: ['Component', 'Resource', 'Group', 'User'] }],
      locations: [{ type: 'file', target: catalogFile }],
    },
    aws: { accountDefaults: { roleName: 'groundwork-sweep' } },
    groundwork: {
      accounts: options.accounts ?? BENCH_ACCOUNTS,
      // Nothing is swept again while something is measured.
      estate: { sweepEvery: { hours: 24 } },
      security: {
        enabled: security,
        schedule: {
          frequency: { hours: 24 },
          timeout: { hours: 1 },
          initialDelay: { hours: 12 },
        },
      },
      stacks: { dataDirectory: join(folder, 'stacks') },
    },
  };
}
