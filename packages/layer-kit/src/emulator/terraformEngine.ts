// SPDX-License-Identifier: Apache-2.0
import { ForwardedError, ServiceUnavailableError } from '@backstage/errors';
import type { LayerContext } from '@groundwork/backstage-plugin-groundwork-common';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { snakeCase } from '../inputs/InputSchema';
import { type ProgramEnd, lastLines } from '../testing/runProgram';
import type { Terraform } from '../testing/Terraform';
import type { Emulator } from './Emulator';
import type { Engine, Made } from './Engine';

/** The main resources, whose settings are read back; what Terraform splits off shows in them. */
const TYPES: Readonly<Record<string, string>> = {
  aws_cloudwatch_log_group: 'AWS::Logs::LogGroup',
  aws_codebuild_project: 'AWS::CodeBuild::Project',
  aws_iam_policy: 'AWS::IAM::ManagedPolicy',
  aws_iam_role: 'AWS::IAM::Role',
  aws_kms_alias: 'AWS::KMS::Alias',
  aws_kms_key: 'AWS::KMS::Key',
  aws_s3_access_point: 'AWS::S3::AccessPoint',
  aws_s3_bucket: 'AWS::S3::Bucket',
};

const stateSchema = z.looseObject({
  values: z
    .looseObject({
      root_module: z.looseObject({
        resources: z.array(
          z.looseObject({
            type: z.string(),
            mode: z.string(),
            values: z.looseObject({ id: z.string() }),
          }),
        ),
      }),
    })
    .optional(),
});

const inSnakeCase = (values: object) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [snakeCase(name), value]),
  );

function expectSuccess(what: string, end: ProgramEnd): ProgramEnd {
  if (end.code === 0) return end;
  throw new ServiceUnavailableError(
    `terraform ${what} failed:\n${lastLines(end)}`,
  );
}

/** Makes a layer with Terraform, its state in a file. */
export async function terraformEngine(options: {
  terraform: Terraform;
  emulator: Emulator;
  layerFolder: string;
  work: string;
  context: LayerContext;
  inputs: object;
}): Promise<Engine> {
  const { terraform, emulator, layerFolder, work, context, inputs } = options;
  const run = (args: string[]) =>
    terraform.run(work, [...args, '-no-color'], emulator.env);
  const init = await terraform.prepare(layerFolder, work, { withTests: false });
  if (init.code !== 0) {
    throw new ForwardedError('terraform init failed', lastLines(init));
  }
  const write = (name: string, value: object) =>
    writeFile(path.join(work, name), JSON.stringify(value));
  await write('groundwork.auto.tfvars.json', {
    groundwork: inSnakeCase(context),
  });
  await write('terraform.tfvars.json', inSnakeCase(inputs));
  return {
    name: 'terraform',
    async apply() {
      const args = ['apply', '-input=false', '-auto-approve'];
      expectSuccess('apply', await run(args));
    },
    async secondPlan() {
      const end = await run(['plan', '-input=false', '-detailed-exitcode']);
      return end.code === 0 ? [] : [lastLines(end, 30)];
    },
    async made() {
      const { stdout } = expectSuccess('show', await run(['show', '-json']));
      const { values } = stateSchema.parse(JSON.parse(stdout));
      return (values?.root_module.resources ?? []).flatMap(
        (resource): Made[] => {
          const type = TYPES[resource.type];
          const name = resource.values.id.replace(/^\d{12}:/, '');
          return type === undefined ? [] : [{ type, name }];
        },
      );
    },
    async destroy() {
      const args = ['destroy', '-input=false', '-auto-approve'];
      expectSuccess('destroy', await run(args));
    },
  };
}
