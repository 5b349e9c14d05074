// SPDX-License-Identifier: Apache-2.0
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { timeEngineRun } from '../engineRun';
import type { Figure, RunningSandbox } from '../figure';
import { timed } from '../process';
import { type Project, addEngineFiles, renderKmsProject } from '../project';
import { shellEnvironment } from '../shell';

const ACCOUNT_ID = '111111111113';
const ROUNDS = 3;

async function timeShellRun(
  sandbox: RunningSandbox,
  project: Project,
): Promise<number> {
  const terraform = process.env.GROUNDWORK_TERRAFORM ?? 'terraform';
  const options = {
    cwd: join(project.folder, 'terraform'),
    env: await shellEnvironment(sandbox, ACCOUNT_ID),
  };
  const steps = [
    ['init', '-input=false'],
    ['plan', '-input=false', '-out=plan.bin'],
    ['show', '-json', 'plan.bin'],
    ['apply', '-input=false', 'plan.bin'],
    ['plan', '-input=false', '-detailed-exitcode'],
  ];
  let seconds = 0;
  for (const step of steps) seconds += await timed(terraform, step, options);
  return seconds;
}

/** A whole Terraform run against the same five commands typed in a shell. */
export const terraformRun: Figure = {
  name: 'aws-stacks/terraform-run',
  title:
    'a KMS key, planned, applied and verified, against init, plan, show, apply, plan',
  unit: 'ratio',
  target: 1.15,
  statistic: 'median',
  async measure(environment) {
    const sandbox = await environment.sandbox();
    const samples: number[] = [];
    const baseline: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const render = () =>
        renderKmsProject(environment.repositoryRoot, 'terraform', ACCOUNT_ID);
      const byHand = render();
      addEngineFiles(byHand, environment.repositoryRoot);
      baseline.push(await timeShellRun(sandbox, byHand));
      const byEngine = render();
      samples.push(await timeEngineRun(sandbox, byEngine));
      for (const { folder } of [byHand, byEngine]) {
        rmSync(folder, { recursive: true });
      }
    }
    return { samples, baseline };
  },
};
