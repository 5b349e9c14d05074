// SPDX-License-Identifier: Apache-2.0
import {
  BatchImportFindingsCommand,
  DescribeHubCommand,
  DisableSecurityHubCommand,
  EnableSecurityHubCommand,
  GetFindingsCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { clientConfig } from './__testUtils__/clients';
import { makeFindings } from './seed/findings';
import { Sandbox, startSandbox } from './startSandbox';

const ACCOUNT = '100000000000';
const MADE = makeFindings({
  count: 1,
  accounts: [ACCOUNT],
  regions: ['us-east-1'],
  seed: 1,
});

describe('an emulated hub', () => {
  let sandbox: Sandbox;
  let hub: SecurityHubClient;
  beforeAll(async () => {
    sandbox = await startSandbox();
    hub = new SecurityHubClient(await clientConfig(sandbox.endpoint));
    await hub.send(new EnableSecurityHubCommand({}));
  }, 60_000);
  afterAll(() => sandbox.stop());

  it('says that a hub is not enabled', async () => {
    const elsewhere = new SecurityHubClient(
      await clientConfig(sandbox.endpoint, { region: 'eu-central-1' }),
    );
    const refusal = {
      name: 'InvalidAccessException',
      message: `Account ${ACCOUNT} is not subscribed to AWS Security Hub`,
      $metadata: { httpStatusCode: 401 },
    };
    const commands = [
      () => elsewhere.send(new GetFindingsCommand({})),
      () => elsewhere.send(new DescribeHubCommand({})),
      () => elsewhere.send(new BatchImportFindingsCommand({ Findings: MADE })),
    ];
    for (const command of commands) {
      await expect(command()).rejects.toMatchObject(refusal);
    }
  });

  it('forgets findings when it is disabled', async () => {
    const elsewhere = new SecurityHubClient(
      await clientConfig(sandbox.endpoint, { region: 'eu-west-2' }),
    );
    await elsewhere.send(new EnableSecurityHubCommand({}));
    await elsewhere.send(new BatchImportFindingsCommand({ Findings: MADE }));
    const count = async () =>
      (await elsewhere.send(new GetFindingsCommand({}))).Findings?.length;
    expect(await count()).toBe(1);
    await elsewhere.send(new DisableSecurityHubCommand({}));
    await elsewhere.send(new EnableSecurityHubCommand({}));
    expect(await count()).toBe(0);
  });

  it('describes the hub', async () => {
    const described = await hub.send(new DescribeHubCommand({}));
    expect(described).toMatchObject({
      HubArn: `arn:aws:securityhub:us-east-1:${ACCOUNT}:hub/default`,
      ControlFindingGenerator: 'SECURITY_CONTROL',
    });
    await expect(
      hub.send(new DescribeHubCommand({ HubArn: 'arn:aws:other' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
