// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { writeFiles } from '../__testUtils__/packBundle';
import { refuseModules } from './denyModules';

const SOURCES = {
  providers: ['hashicorp/aws'],
  modules: ['terraform-aws-modules/vpc/aws'],
};

/** Folders as `init` leaves them, with a module `vpc` that was downloaded and one of its own within it. */
async function check(
  files: Record<string, string>,
  prepare: (root: string) => void = () => undefined,
): Promise<void> {
  const root = realpathSync(
    writeFiles({
      'terraform/main.tf': '',
      'data/modules/modules.json': JSON.stringify({
        Modules: [
          { Key: '', Source: '', Dir: '.' },
          { Key: 'vpc', Dir: '../data/modules/vpc' },
          { Key: 'vpc.inner', Dir: '../data/modules/vpc/inner' },
        ],
      }),
      'data/modules/vpc/main.tf': '',
      'data/modules/vpc/inner/main.tf': '',
      ...files,
    }),
  );
  try {
    prepare(root);
    await refuseModules(
      {
        folder: join(root, 'terraform'),
        modulesFolder: join(root, 'data/modules'),
      },
      SOURCES,
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}

it('accepts a module with one of its own', async () => {
  await expect(
    check({
      'data/modules/vpc/main.tf':
        'module "inner" {\n  source = "./inner"\n}\nresource "aws_vpc" "this" {\n}',
      'data/modules/vpc/inner/main.tf':
        'module "again" {\n  source = "../"\n}\nresource "aws_subnet" "this" {\n}',
    }),
  ).resolves.toBeUndefined();
});

it('reads only what is used: examples of a package are not', async () => {
  await expect(
    check({
      'data/modules/vpc/examples/main.tf': 'data "external" "x" {\n}',
    }),
  ).resolves.toBeUndefined();
});

it.each([
  [
    'code in a data source',
    { 'data/modules/vpc/main.tf': 'data "external" "x" {\n}' },
    'refused at vpc/main.tf:1: data sources of type external',
  ],
  [
    'a provisioner in a module of a module',
    {
      'data/modules/vpc/inner/main.tf':
        'resource "aws_vpc" "x" {\n  provisioner "local-exec" {\n    command = "id"\n  }\n}',
    },
    'refused at vpc/inner/main.tf:2: aws_vpc.x has a provisioner',
  ],
  [
    'a path out of its package',
    { 'data/modules/vpc/main.tf': 'module "m" {\n  source = "../other"\n}' },
    'module.m comes from ../other: modules must be part of the bundle or one of',
  ],
])('refuses %s', async (_, files, reason) => {
  await expect(check(files)).rejects.toThrow(reason);
});

it('refuses a module that a link leads out to', async () => {
  await expect(
    check({}, root => {
      mkdirSync(join(root, 'outside'));
      rmSync(join(root, 'data/modules/vpc/inner'), { recursive: true });
      symlinkSync(join(root, 'outside'), join(root, 'data/modules/vpc/inner'));
    }),
  ).rejects.toThrow('module.vpc.inner lies outside');
});
