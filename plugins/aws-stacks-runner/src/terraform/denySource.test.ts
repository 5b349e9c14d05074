// SPDX-License-Identifier: Apache-2.0
import { rmSync } from 'node:fs';
import { writeFiles } from '../__testUtils__/packBundle';
import { TERRAFORM_LAYER } from '../__testUtils__/layers';
import type { AllowedSources } from './allowedSources';
import { refuseSource } from './denySource';

const ONLY_AWS: AllowedSources = { providers: ['hashicorp/aws'], modules: [] };

async function check(
  files: Record<string, string>,
  sources = ONLY_AWS,
): Promise<void> {
  const folder = writeFiles(files);
  try {
    await refuseSource(folder, sources);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('accepts a layer', async () => {
  await expect(check(TERRAFORM_LAYER)).resolves.toBeUndefined();
});

it.each([
  [
    'data "external" "x" {\n  program = ["id"]\n}',
    'main.tf:1: data sources of type external',
  ],
  [
    '\ndata "http" "x" {\n  url = "http://x"\n}',
    'main.tf:2: data sources of type http',
  ],
  [
    'data "terraform_remote_state" "x" {\n  backend = "local"\n}',
    'terraform_remote_state',
  ],
  ['check "c" {\n  data "http" "x" {\n    url = "u"\n  }\n}', 'type http'],
  [
    'resource "aws_sns_topic" "x" {\n  provisioner "local-exec" {\n    command = "id"\n  }\n}',
    'main.tf:2: aws_sns_topic.x has a provisioner',
  ],
  [
    'resource "terraform_data" "x" {\n  provisioner "remote-exec" {\n    inline = ["id"]\n  }\n}',
    'terraform_data.x has a provisioner',
  ],
  ['resource "null_resource" "x" {\n}', 'type null_resource'],
  ['resource "random_password" "x" {\n  length = 8\n}', 'type random_password'],
  ['provider "kubernetes" {\n}', 'the provider kubernetes'],
  ['provider "aws" {\n  profile = "other"\n}', 'may not set profile'],
  [
    'provider "aws" {\n  endpoints {\n    s3 = "http://x"\n  }\n}',
    'may not set endpoints',
  ],
  [
    'terraform {\n  required_providers {\n    aws = {\n      source = "evil/aws"\n    }\n  }\n}',
    'the provider evil/aws',
  ],
  ['terraform {\n  backend "s3" {\n  }\n}', 'a backend block'],
  ['terraform {\n  cloud {\n  }\n}', 'a cloud block'],
  [
    'module "m" {\n  source = "git::https://x/y.git"\n}',
    'module.m comes from git::',
  ],
  [
    'module "m" {\n  source = "../../outside"\n}',
    'module.m comes from ../../outside',
  ],
  ['locals {\n  a = file("/etc/passwd")\n}', 'reads a file'],
  ['locals {\n  a = filebase64("${path.module}/../../x")\n}', 'reads a file'],
  ['locals {\n  a = templatefile(var.path, {})\n}', 'reads a file'],
  ['action "aws_lambda_invoke" "x" {\n}', 'action blocks'],
  ['resource "aws_sns_topic" {', 'main.tf'],
])('refuses %s', async (text, reason) => {
  await expect(check({ 'terraform/main.tf': text })).rejects.toThrow(reason);
});

it('refuses the same in JSON', async () => {
  const text = JSON.stringify({
    data: { external: { x: { program: ['id'] } } },
  });
  await expect(check({ 'terraform/main.tf.json': text })).rejects.toThrow(
    'data sources of type external',
  );
});

it('refuses it in a module of the bundle too', async () => {
  await expect(
    check({
      'terraform/main.tf': 'module "m" {\n  source = "./modules/m"\n}',
      'terraform/modules/m/main.tf': 'data "external" "x" {\n}',
    }),
  ).rejects.toThrow('terraform/modules/m/main.tf:1');
});

it('accepts files that are named literally inside the module', async () => {
  await expect(
    check({
      'terraform/main.tf':
        'locals {\n  a = file("${path.module}/policy.json")\n  b = fileset(path.module, "*.json")\n}',
    }),
  ).resolves.toBeUndefined();
});

describe('with more providers and modules', () => {
  const sources: AllowedSources = {
    providers: [
      'hashicorp/aws',
      'hashicorp/random',
      'registry.example/acme/dns',
    ],
    modules: [
      'terraform-aws-modules/vpc/aws',
      'git::https://git.example/modules.git',
    ],
  };
  const commit = 'b'.repeat(40);

  it.each([
    'terraform {\n  required_providers {\n    random = {\n      source = "hashicorp/random"\n    }\n  }\n}',
    'terraform {\n  required_providers {\n    random = {\n      source = "registry.opentofu.org/hashicorp/random"\n    }\n  }\n}',
    'terraform {\n  required_providers {\n    dns = {\n      source = "registry.example/acme/dns"\n    }\n  }\n}',
    'resource "random_password" "x" {\n  length = 8\n}',
    'provider "random" {\n}',
    'module "m" {\n  source  = "terraform-aws-modules/vpc/aws"\n  version = "5.1.2"\n}',
    'module "m" {\n  source  = "terraform-aws-modules/vpc/aws//modules/vpc-endpoints"\n  version = "= 5.1.2"\n}',
    `module "m" {\n  source = "git::https://git.example/modules.git//kms?ref=${commit}"\n}`,
  ])('accepts %s', async text => {
    await expect(
      check({ 'terraform/main.tf': text }, sources),
    ).resolves.toBeUndefined();
  });

  it.each([
    [
      'terraform {\n  required_providers {\n    random = {\n      source = "evil/random"\n    }\n  }\n}',
      'the provider evil/random is not allowed, only hashicorp/aws, hashicorp/random',
    ],
    [
      'terraform {\n  required_providers {\n    dns = {\n      source = "acme/dns"\n    }\n  }\n}',
      'the provider acme/dns',
    ],
    [
      'terraform {\n  required_providers {\n    aws = {\n      source = "hashicorp/random"\n    }\n  }\n}',
      'the provider hashicorp/random',
    ],
    ['resource "randomness" "x" {\n}', 'type randomness'],
    ['resource "tls_private_key" "x" {\n}', 'type tls_private_key'],
    [
      'provider "dns" {\n  exec {\n    command = "id"\n  }\n}',
      'may not set exec',
    ],
    [
      'module "m" {\n  source  = "terraform-aws-modules/vpc/aws"\n  version = "~> 5.1"\n}',
      'main.tf:2: module.m comes from terraform-aws-modules/vpc/aws: it must have an exact version',
    ],
    [
      'module "m" {\n  source = "terraform-aws-modules/vpc/aws"\n}',
      'an exact version',
    ],
    [
      'module "m" {\n  source  = "terraform-aws-modules/eks/aws"\n  version = "1.0.0"\n}',
      'or one of terraform-aws-modules/vpc/aws, git::',
    ],
    [
      'module "m" {\n  source = "git::https://git.example/modules.git//kms?ref=v1"\n}',
      'it must name a commit',
    ],
    [
      `module "m" {\n  source = "git::https://git.example/modules.git.evil?ref=${commit}"\n}`,
      'or one of',
    ],
    [
      `module "m" {\n  source = "git::https://git.example/modules.git//../../x?ref=${commit}"\n}`,
      'or one of',
    ],
  ])('refuses %s', async (text, reason) => {
    await expect(check({ 'terraform/main.tf': text }, sources)).rejects.toThrow(
      reason,
    );
  });
});
