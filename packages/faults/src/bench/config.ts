// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const PROVIDER = 'registry.terraform.io/hashicorp/aws';

/** Accounts of the sandbox in which nobody but the requester is asked. */
export const KILL_ACCOUNTS = ['111111111113', '222222222223', '333333333333'];

/** More of them, for what needs many. */
export const MORE_ACCOUNTS = [
  '111111111111',
  '111111111112',
  '222222222221',
  '222222222222',
  '333333333331',
  '333333333332',
];

/** The account in which two others have to agree. */
export const APPROVED_ACCOUNT = '444444444441';
export const APPROVALS_REQUIRED = 2;

export const KILL_REGION = 'eu-west-1';

/** How many runners may work at once. */
export const LIMITS = { total: 4, perAccount: 2 };

/** Where a backend listens, and where it keeps what. */
export interface Places {
  folder: string;
  port: number;
  database: object;
}

const children = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).map(name => join(folder, name)) : [];

/** Where the AWS provider is on this machine; without a mirror Terraform downloads it. */
function findProviderMirror(): string | undefined {
  const usual = [
    process.env.GROUNDWORK_PROVIDER_MIRROR ?? '',
    join(homedir(), '.terraform.d', 'plugins'),
    ...['/opt', '/usr/local/share', '/usr/share', '/srv'].flatMap(children),
  ];
  return usual.find(folder => folder && existsSync(join(folder, PROVIDER)));
}

function account(accountId: string, environment: string) {
  const role = (name: string) =>
    `arn:aws:iam::${accountId}:role/groundwork-${name}`;
  return {
    accountId,
    name: accountId,
    environment,
    regions: [KILL_REGION],
    roles: { plan: role('plan'), apply: role('apply') },
  };
}

/** The configuration of a backend, as it stands in its file. */
export function backendConfig({ folder, port, database }: Places): object {
  const baseUrl = `http://localhost:${port}`;
  return {
    app: { baseUrl },
    backend: { baseUrl, listen: { host: 'localhost', port }, database },
    permission: { enabled: false },
    faults: { doors: join(folder, 'doors') },
    groundwork: {
      accounts: [
        ...[...KILL_ACCOUNTS, ...MORE_ACCOUNTS].map(id =>
          account(id, 'development'),
        ),
        account(APPROVED_ACCOUNT, 'production'),
      ],
      stacks: {
        dataDirectory: join(folder, 'data'),
        approvals: {
          development: 'requester',
          production: { rule: 'other', required: APPROVALS_REQUIRED },
        },
        concurrency: LIMITS,
        timeouts: { lock: { seconds: 1 }, grace: { seconds: 10 } },
        terraform: { providerMirror: findProviderMirror() },
      },
    },
  };
}
