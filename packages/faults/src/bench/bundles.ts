// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Engine } from '@groundwork/backstage-plugin-groundwork-common';
import { Header } from 'tar';
import { PACKAGE_FOLDER } from './packageFolder';

/**
 * What a run makes: resources that Terraform itself has and no provider is asked for, or a key and its alias in AWS by
 * Terraform or CloudFormation.
 */
export type Source = 'data' | 'aws' | 'cdk';

/** The engine that works on a source. */
export const ENGINE_OF: Readonly<Record<Source, Engine>> = {
  data: 'terraform',
  aws: 'terraform',
  cdk: 'cdk',
};

/** What stands once, after a run of a source. */
export const MADE_BY: Readonly<Record<Source, readonly string[]>> = {
  data: ['terraform_data', 'terraform_data'],
  aws: ['aws_kms_alias', 'aws_kms_key'],
  cdk: ['AWS::KMS::Alias', 'AWS::KMS::Key'],
};

const BLOCK = 512;

function entryOf(path: string, text: string): Buffer {
  const body = Buffer.from(text);
  const header = Buffer.alloc(BLOCK);
  const fields = {
    path,
    mode: 0o644,
    type: 'File',
    mtime: new Date(0),
  } as const;
  new Header({ ...fields, size: body.length }).encode(header, 0);
  const padding = (BLOCK - (body.length % BLOCK)) % BLOCK;
  return Buffer.concat([header, body, Buffer.alloc(padding)]);
}

function bundleOf(files: Record<string, string>): Buffer {
  const entries = Object.entries(files).map(([path, text]) =>
    entryOf(path, text),
  );
  return gzipSync(Buffer.concat([...entries, Buffer.alloc(2 * BLOCK)]));
}

const CONTEXT = `variable "groundwork" {
  type = object({
    account_id  = string
    region      = string
    environment = string
    layer       = string
    name        = string
    stack_id    = string
    entity_ref  = string
    owner       = string
  })
}
`;

const DATA = `resource "terraform_data" "first" {
  input = var.groundwork.stack_id
}

resource "terraform_data" "second" {
  input = terraform_data.first.id
}
`;

const AWS = `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

provider "aws" {
  region = var.groundwork.region
}

resource "aws_kms_key" "this" {
  description             = var.groundwork.name
  deletion_window_in_days = 7
}

resource "aws_kms_alias" "this" {
  name          = "alias/\${var.groundwork.name}"
  target_key_id = aws_kms_key.this.key_id
}
`;

const APP = `import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnAlias, CfnKey } from 'aws-cdk-lib/aws-kms';

const file = join(import.meta.dirname, '..', 'groundwork.json');
const { accountId: account, region, layer, name } = JSON.parse(readFileSync(file, 'utf8'));
const app = new App();
const stack = new Stack(app, \`groundwork-\${layer}-\${name}\`, { env: { account, region } });
const key = new CfnKey(stack, 'Key', { description: name });
new CfnAlias(stack, 'Alias', { aliasName: \`alias/\${name}\`, targetKeyId: key.ref });
app.synth();
`;

const BUNDLES: Readonly<Record<Source, () => Buffer>> = {
  data: () =>
    bundleOf({ 'terraform/context.tf': CONTEXT, 'terraform/main.tf': DATA }),
  aws: () =>
    bundleOf({ 'terraform/context.tf': CONTEXT, 'terraform/main.tf': AWS }),
  cdk: () =>
    bundleOf({
      'cdk/cdk.json': '{ "app": "node bin/kms.ts" }',
      'cdk/package.json': '{ "type": "module", "private": true }',
      'cdk/bin/kms.ts': APP,
    }),
};

/** The least that makes what a source makes. */
export function bundleFor(source: Source): Buffer {
  return BUNDLES[source]();
}

const SKELETON = '../../templates/kms/skeleton';
const INPUTS: Record<Engine, Record<string, object>> = {
  terraform: {
    'terraform/terraform.tfvars.json': { deletion_window_in_days: 7 },
  },
  cdk: {
    'cdk/inputs.json': {
      rotationPeriodInDays: 365,
      deletionWindowInDays: 7,
      multiRegion: false,
      services: [],
      administratorArns: [],
    },
  },
};
const LEFT_OUT = /\.njk$|groundwork\.json$|(^|\/)(tests?|node_modules)\//;

/** The layer `kms` as its form renders it: one key and its alias. */
export function renderedKms(engine: Engine): Buffer {
  const root = join(PACKAGE_FOLDER, SKELETON, engine);
  const names = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter(name => !LEFT_OUT.test(name) && !name.includes('.terraform'));
  const source = names.map(name => [
    `${engine}/${name}`,
    readFileSync(join(root, name), 'utf8'),
  ]);
  const inputs = Object.entries(INPUTS[engine]).map(([name, values]) => [
    name,
    JSON.stringify(values),
  ]);
  return bundleOf(Object.fromEntries([...source, ...inputs]));
}
