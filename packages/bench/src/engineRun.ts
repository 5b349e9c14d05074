// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import {
  StacksClient,
  isTerminalRunState,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { RunningSandbox } from './figure';
import { type Project, packProject } from './project';

const REQUESTER = 'user:default/rita.meyer';
const POLL_INTERVAL_MS = 50;

/** Hands a project to the engine and gives the seconds until its run has succeeded. Development asks nobody. */
export async function timeEngineRun(
  sandbox: RunningSandbox,
  project: Project,
): Promise<number> {
  const token = await sandbox.tokenOf(REQUESTER);
  const client = new StacksClient({
    fetchApi: { fetch },
    baseUrl: async () => `${sandbox.backendUrl}/api/aws-stacks`,
  });
  const archive = await packProject(project);
  const { accountId, environment, layer, name, owner, region } =
    project.context;
  const startedAt = performance.now();
  const bundle = await client.uploadBundle(archive, { token });
  let run = await client.createRun(
    {
      layer,
      name,
      engine: project.engine,
      target: { accountId, region, environment },
      owner,
      source: { kind: 'bundle', digest: bundle.digest },
    },
    { token },
  );
  while (!isTerminalRunState(run.state) && run.state !== 'needs-attention') {
    await sleep(POLL_INTERVAL_MS);
    run = await client.getRun(run.id, { token });
  }
  const seconds = (performance.now() - startedAt) / 1000;
  if (run.state !== 'succeeded') {
    throw new Error(
      `Run ${run.id} ended ${run.state}: ${run.reason ?? 'no reason given'}`,
    );
  }
  return seconds;
}
