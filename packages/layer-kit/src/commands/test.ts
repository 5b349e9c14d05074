// SPDX-License-Identifier: Apache-2.0
import type { Engine } from '@groundwork/backstage-plugin-groundwork-common';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { Emulator } from '../emulator/Emulator';
import { emulatorCases } from '../emulator/emulatorCases';
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

const withoutTerraform = (layers: readonly Layer[], what: string): Case[] =>
  layers.map(({ id }) => ({
    outcome: 'skipped',
    name: `${id} ${what}`,
    reason: 'terraform is not on the PATH; install Terraform 1.10 or later',
    tool: 'terraform',
  }));

async function terraformOf(
  layers: readonly Layer[],
  work: string,
): Promise<Case[]> {
  const terraform = await Terraform.create();
  if (!terraform) return withoutTerraform(layers, 'terraform');
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
    const withEngine = (engine: Engine) =>
      layers.filter(({ engines }) => engines.includes(engine));
    const inCdk = withEngine('cdk');
    const types = await typeCases(inCdk, work);
    const cdk = await mapParallel(inCdk, cdkTestCases);
    const lint = await lintCases(inCdk, work);
    const terraform = await terraformOf(withEngine('terraform'), work);
    return report([...types, ...cdk.flat(), ...lint, ...terraform]);
  });
}

/** Makes each layer for real in the emulator, with both engines. */
export async function testInEmulator(
  workspace: Workspace,
  only: readonly string[] = [],
): Promise<TestReport> {
  const layers = await readLayers(workspace, only);
  return withWorkFolder(async work => {
    const terraform = await Terraform.create();
    if (!terraform) return report(withoutTerraform(layers, 'emulator'));
    const emulator = await Emulator.start();
    const cases: Case[] = [];
    try {
      for (const layer of layers) {
        const tools = { emulator, terraform, work };
        cases.push(...(await emulatorCases(layer, tools)));
      }
    } finally {
      await emulator.stop();
    }
    return report(cases);
  });
}
