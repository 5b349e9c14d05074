// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import type { Layer } from '../layer/Layer';
import { type Workspace, mapParallel, readLayers } from '../layer/Workspace';
import { repositoryFile } from '../paths';
import { cdkTestCases, lintCases, typeCases } from '../testing/cdkCases';
import { type Case, type TestReport, report } from '../testing/report';
import { Terraform } from '../testing/Terraform';
import { terraformCases } from '../testing/terraformCases';

/** Calls with a folder of its own below the repository, which is removed afterwards. */
export async function withWorkFolder<T>(
  use: (work: string) => Promise<T>,
): Promise<T> {
  const parent = repositoryFile('.groundwork/layer-kit');
  await mkdir(parent, { recursive: true });
  const work = await mkdtemp(`${parent}/work-`);
  try {
    return await use(work);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function terraformOf(
  layers: readonly Layer[],
  work: string,
): Promise<Case[]> {
  const terraform = await Terraform.create(work);
  if (!terraform) {
    const reason =
      'terraform is not on the PATH; install Terraform 1.10 or later';
    return layers.map(({ id }) => ({
      outcome: 'skipped',
      name: `${id} terraform`,
      reason,
      tool: 'terraform',
    }));
  }
  const cases = await mapParallel(layers, layer =>
    terraformCases(layer, terraform, work),
  );
  return cases.flat();
}

/** Tests layers without an AWS account: those that were named, or all. */
export async function test(
  workspace: Workspace,
  only: readonly string[] = [],
): Promise<TestReport> {
  const layers = await readLayers(workspace, only);
  return withWorkFolder(async work => {
    const types = await typeCases(layers, work);
    const cdk = await mapParallel(layers, cdkTestCases);
    const lint = await lintCases(layers, work);
    const terraform = await terraformOf(layers, work);
    return report([...types, ...cdk.flat(), ...lint, ...terraform]);
  });
}
