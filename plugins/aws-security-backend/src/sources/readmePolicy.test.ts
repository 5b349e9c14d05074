// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { AwsClients } from '@groundwork/backstage-plugin-groundwork-node';
import { type RequestEntry, startSandbox } from '@groundwork/sandbox';
import { z } from 'zod';
import { migrated } from '../__testUtils__/databases';
import { FindingsCollector } from '../collector/FindingsCollector';
import { FindingsWriter } from '../store/FindingsWriter';
import { SecurityHubSource } from './SecurityHubSource';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const WITHOUT_HUB = { accountId: '111111111111', region: 'eu-west-1' };
const WITH_HUB = { accountId: '222222222221', region: 'eu-west-1' };

const policySchema = z.object({
  Statement: z.tuple([z.object({ Action: z.array(z.string()) })]),
});

/** The actions of the policy below a heading of the README. */
function readmeActions(heading: string): string[] {
  const readme = readFileSync(
    join(
      resolvePackagePath('@groundwork/backstage-plugin-aws-security-backend'),
      'README.md',
    ),
    'utf8',
  );
  const section = readme.split(`### ${heading}\n`)[1] ?? '';
  const json = /```json\n([^`]+)```/.exec(section.split('\n##')[0])?.[1];
  if (!json) throw new Error(`The README has no policy "${heading}"`);
  return policySchema.parse(JSON.parse(json)).Statement[0].Action.sort();
}

function actionsOf(calls: readonly RequestEntry[]): string[] {
  const actions = calls.map(each => `${each.service}:${each.operation}`);
  return [...new Set(actions)].sort();
}

jest.setTimeout(180_000);

describe('the IAM policies of the readme', () => {
  it('are the calls of a read with a hub, without one, and of an administrator', async () => {
    const before = process.env.AWS_ENDPOINT_URL;
    const sandbox = await startSandbox({ seed: 'full' });
    process.env.AWS_ENDPOINT_URL = sandbox.endpoint;
    const db = await migrated(await databases.init('SQLITE_3'));
    const credentials = {
      accessKeyId: 'test',
      secretAccessKey: 'test',
      region: 'us-east-1',
    };
    const aws = {
      mainAccount: credentials,
      accountDefaults: { roleName: 'groundwork-sweep' },
    };
    const clients = AwsClients.fromConfig({
      config: mockServices.rootConfig({ data: { aws } }),
      logger: mockServices.logger.mock(),
    });
    const collect = async (target: typeof WITH_HUB, administrator = false) =>
      FindingsCollector.create({
        source: SecurityHubSource.create({ clients }),
        writer: FindingsWriter.create({ db }),
        administrator,
      }).collect(target, {
        signal: new AbortController().signal,
        isFull: true,
        now: new Date(),
      });

    let since = 0;
    for (;;) {
      const page = await sandbox.requests({ since, limit: 10_000 });
      if (page.length === 0) break;
      since = page[page.length - 1].seq;
    }
    expect((await collect(WITH_HUB)).problems).toEqual([]);
    expect((await collect(WITHOUT_HUB)).problems).toMatchObject([
      { code: 'not-enabled' },
    ]);
    await collect(WITH_HUB, true);

    const made = await sandbox.requests({ since, limit: 10_000 });
    expect(actionsOf(made.filter(each => each.sessionName))).toEqual(
      readmeActions('Of the role that reads findings'),
    );
    expect(actionsOf(made.filter(each => !each.sessionName))).toEqual(
      readmeActions('Of the backend itself'),
    );
    if (before === undefined) delete process.env.AWS_ENDPOINT_URL;
    else process.env.AWS_ENDPOINT_URL = before;
    await db.destroy();
    await sandbox.stop();
  });
});
