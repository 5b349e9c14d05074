// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { RunDetail } from '@groundwork/backstage-plugin-groundwork-common';
import { KillBench } from '@groundwork/faults';
import { type Sandbox, startSandbox } from '@groundwork/sandbox';
import { setTimeout as sleep } from 'node:timers/promises';
import { bundleOf } from '../__testUtils__/bundles';

jest.setTimeout(600_000);

const PATIENCE_MS = 120_000;

const MODULE = join(__dirname, '..', '__fixtures__', 'workload-module');

/** 6 services with a role, 7 parameters, 2 log groups and a topic each, one of them with less; 3 policies; what is shared. */
const COUNTS = {
  aws_cloudwatch_log_group: 11,
  aws_iam_role: 6,
  aws_iam_role_policy: 3,
  aws_sns_topic: 5,
  aws_ssm_parameter: 50,
  terraform_data: 35,
};
const TOTAL = Object.values(COUNTS).reduce((sum, count) => sum + count);

const moduleBundle = () =>
  bundleOf(
    Object.fromEntries(
      readdirSync(MODULE, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(({ name, parentPath }) => join(parentPath, name))
        .map(file => [relative(MODULE, file), readFileSync(file, 'utf8')]),
    ),
  );

const countByType = (types: string[]) =>
  types.reduce<Record<string, number>>(
    (counts, type) => ({ ...counts, [type]: (counts[type] ?? 0) + 1 }),
    {},
  );

describe('a module of many resources', () => {
  let sandbox: Sandbox;
  let bench: KillBench;

  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 'minimal' });
    bench = await KillBench.create(sandbox);
  });

  afterAll(async () => {
    await bench?.close();
    await sandbox?.stop();
  });

  const apply = async (run: RunDetail) => {
    await bench.approve(run);
    const ended = await bench.finish(run);
    expect(ended.reason ?? ended.state).toBe('succeeded');
    return ended;
  };

  it('goes through the engine as it is', async () => {
    expect(TOTAL).toBeGreaterThanOrEqual(100);
    const planned = await bench.plan({
      engine: 'terraform',
      name: 'workload',
      bundle: moduleBundle(),
    });
    expect(planned.reason ?? planned.state).toBe('awaiting-approval');
    const { plan } = await bench.client.getRunPlan(planned.id);
    expect(plan.summary).toEqual({
      create: TOTAL,
      update: 0,
      replace: 0,
      delete: 0,
      import: 0,
      forget: 0,
    });
    const made = plan.resources.filter(({ action }) => action === 'create');
    expect(countByType(made.map(({ type }) => type))).toEqual(COUNTS);
    expect(made.map(({ address }) => address)).toContain(
      'module.service["orders"].module.parameters.aws_ssm_parameter.this["setting_00"]',
    );

    // Applying ends with a second plan, which has to be empty.
    await apply(planned);
    const stack = await bench.client.getStack(planned.stackId);
    expect(countByType(stack.resources.map(({ type }) => type))).toEqual(
      COUNTS,
    );
    expect(stack.outputs).toContainEqual(
      expect.objectContaining({ name: 'parameter_count', value: 50 }),
    );

    // The verification of the apply has been a look, too.
    const { drift } = await bench.client.getStackDrift(planned.stackId);
    let report = await bench.client.checkStackDrift(planned.stackId);
    const end = Date.now() + PATIENCE_MS;
    while (report.drift.checkedAt === drift.checkedAt && Date.now() < end) {
      await sleep(200);
      report = await bench.client.getStackDrift(planned.stackId);
    }
    expect(report.drift.checkedAt).not.toBe(drift.checkedAt);
    expect(report.drift).toMatchObject({ state: 'in-sync' });
    expect(report.resources).toEqual([]);

    const destruction = await bench.client.destroyStack(planned.stackId, {
      confirmation: 'workload',
      reason: 'The test is over',
    });
    const doomed = await bench.until(destruction, ({ state }) =>
      ['awaiting-approval', 'failed'].includes(state),
    );
    expect(doomed.summary).toMatchObject({ create: 0, delete: TOTAL });
    await apply(doomed);
    expect(await bench.aws.resourceTypes(planned)).toEqual([]);
    expect((await bench.client.getStack(planned.stackId)).status).toBe(
      'destroyed',
    );
  });
});
