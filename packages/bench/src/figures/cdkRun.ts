// SPDX-License-Identifier: Apache-2.0
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { timeEngineRun } from '../engineRun';
import type { Figure, RunningSandbox } from '../figure';
import { timed } from '../process';
import { type Project, addEngineFiles, renderKmsProject } from '../project';
import { shellEnvironment } from '../shell';

const ACCOUNT_ID = '222222222223';
const ROUNDS = 3;

async function timeShellRun(
  sandbox: RunningSandbox,
  project: Project,
): Promise<number> {
  const options = {
    cwd: join(project.folder, 'cdk'),
    env: await shellEnvironment(sandbox, ACCOUNT_ID),
  };
  const diff = await timed('npx', ['cdk', 'diff'], options);
  const deploy = await timed(
    'npx',
    ['cdk', 'deploy', '--require-approval', 'never'],
    options,
  );
  return diff + deploy;
}

/** A whole CDK run against `npx cdk diff && npx cdk deploy`. */
export const cdkRun: Figure = {
  name: 'aws-stacks/cdk-run',
  title:
    'a KMS key, planned, applied and verified, against cdk diff and cdk deploy',
  unit: 'ratio',
  target: 0.7,
  statistic: 'median',
  async measure(environment) {
    const sandbox = await environment.sandbox();
    const samples: number[] = [];
    const baseline: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const render = () =>
        renderKmsProject(environment.repositoryRoot, 'cdk', ACCOUNT_ID);
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
