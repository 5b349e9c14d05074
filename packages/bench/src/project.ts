// SPDX-License-Identifier: Apache-2.0
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  Engine,
  LayerContext,
} from '@groundwork/backstage-plugin-groundwork-common';
import { create } from 'tar';
import { ulid } from 'ulid';

const CDK_INPUTS = {
  rotationPeriodInDays: 365,
  deletionWindowInDays: 7,
  multiRegion: false,
  services: ['logs', 's3'],
  administratorArns: [],
};
const TERRAFORM_INPUTS = {
  rotation_period_in_days: 365,
  deletion_window_in_days: 7,
  multi_region: false,
  services: ['logs', 's3'],
  administrator_arns: [],
};

/** A rendered project of the layer `kms`. */
export interface Project {
  /** The project's folder; the engine's files are in `<folder>/<engine>`. */
  folder: string;
  engine: Engine;
  context: LayerContext;
}

/** Renders a KMS key with a name of its own, as the template does. */
export function renderKmsProject(
  repositoryRoot: string,
  engine: Engine,
  accountId: string,
): Project {
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-bench-'));
  const engineFolder = join(folder, engine);
  const skeleton = join(repositoryRoot, 'templates/kms/skeleton', engine);
  mkdirSync(engineFolder);
  cpSync(skeleton, engineFolder, {
    recursive: true,
    filter: path =>
      !/\.njk$|groundwork\.json$|cdk\.out|\.terraform\b/.test(path),
  });
  const [file, inputs] =
    engine === 'terraform'
      ? ['terraform.tfvars.json', TERRAFORM_INPUTS]
      : ['inputs.json', CDK_INPUTS];
  writeFileSync(join(engineFolder, file), JSON.stringify(inputs));
  const name = `bench-${ulid().slice(-12).toLowerCase()}`;
  return {
    folder,
    engine,
    context: {
      accountId,
      region: 'eu-west-1',
      environment: 'development',
      layer: 'kms',
      name,
      stackId: ulid(),
      entityRef: `resource:default/kms-${name}-development`,
      owner: 'group:default/platform-engineering',
    },
  };
}

/** Adds what the engine writes itself, so that the project can be planned and applied in a shell. */
export function addEngineFiles(project: Project, repositoryRoot: string) {
  const { context, engine, folder } = project;
  const write = (file: string, content: unknown) =>
    writeFileSync(join(folder, engine, file), JSON.stringify(content));
  if (engine === 'cdk') {
    write('groundwork.json', context);
    symlinkSync(
      join(repositoryRoot, 'node_modules'),
      join(folder, engine, 'node_modules'),
    );
    return;
  }
  write('groundwork.auto.tfvars.json', {
    groundwork: {
      account_id: context.accountId,
      region: context.region,
      environment: context.environment,
      layer: context.layer,
      name: context.name,
      stack_id: context.stackId,
      entity_ref: context.entityRef,
      owner: context.owner,
    },
  });
  write('backend_override.tf.json', {
    terraform: {
      backend: {
        s3: {
          bucket: `groundwork-tfstate-${context.accountId}-${context.region}`,
          key: `${context.stackId}.tfstate`,
          region: context.region,
          use_lockfile: true,
          use_path_style: true,
        },
      },
    },
  });
}

/** The project as a bundle. */
export async function packProject(project: Project): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of create(
    { cwd: project.folder, gzip: true, portable: true },
    [project.engine],
  )) {
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}
