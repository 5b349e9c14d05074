// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { z } from 'zod';
import type { Layer } from '../layer/Layer';
import { type Case, failed, passed } from './report';
import { lastLines } from './runProgram';
import type { Terraform } from './Terraform';

const eventSchema = z.looseObject({
  type: z.string(),
  test_run: z
    .looseObject({
      run: z.string(),
      status: z.string().optional(),
      progress: z.string().optional(),
    })
    .optional(),
  diagnostic: z
    .looseObject({ summary: z.string(), detail: z.string().default('') })
    .optional(),
  '@testrun': z.string().optional(),
});

type TestEvent = z.infer<typeof eventSchema>;

function eventsOf(stdout: string): TestEvent[] {
  return stdout
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => eventSchema.parse(JSON.parse(line)));
}

/** One case for each run of `terraform test -json`. */
export function readTerraformTest(prefix: string, stdout: string): Case[] {
  const events = eventsOf(stdout);
  const diagnosed = (run: string) =>
    events
      .filter(event => event['@testrun'] === run && event.diagnostic)
      .map(({ diagnostic }) => `${diagnostic?.summary}: ${diagnostic?.detail}`)
      .join('\n');
  return events.flatMap(({ type, test_run: run }): Case[] => {
    if (type !== 'test_run' || run?.progress !== 'complete') return [];
    const name = `${prefix} ${run.run}`;
    return [
      run.status === 'pass'
        ? passed(name)
        : failed(name, diagnosed(run.run) || `ended as ${run.status}`),
    ];
  });
}

/** fmt, validate with the provider's schema, and the tests with a mocked provider. */
export async function terraformCases(
  layer: Layer,
  terraform: Terraform,
  work: string,
): Promise<Case[]> {
  const folder = path.join(work, layer.id, 'terraform');
  const name = `${layer.id} terraform`;
  const init = await terraform.prepare(layer.folder, folder, {
    withTests: true,
  });
  if (init.code !== 0) {
    const reason = `the AWS provider is neither in a mirror nor in a registry: ${lastLines(
      init,
      4,
    )}`;
    return [
      { outcome: 'skipped', name, reason, tool: 'terraform-provider-aws' },
    ];
  }
  const cases: Case[] = [];
  for (const [step, args] of [
    ['fmt', ['fmt', '-check', '-recursive', '-diff']],
    ['validate', ['validate', '-no-color']],
  ] as const) {
    const end = await terraform.run(folder, args);
    const title = `${name} ${step}`;
    cases.push(end.code === 0 ? passed(title) : failed(title, lastLines(end)));
  }
  const end = await terraform.run(folder, ['test', '-json', '-no-color']);
  const runs = readTerraformTest(`${name} test`, end.stdout);
  if (end.code !== 0 && runs.every(({ outcome }) => outcome === 'passed')) {
    runs.push(failed(`${name} test`, lastLines(end)));
  }
  if (runs.length === 0) runs.push(failed(`${name} test`, 'has no runs'));
  return [...cases, ...runs];
}
