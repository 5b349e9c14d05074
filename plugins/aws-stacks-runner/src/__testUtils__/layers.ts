// SPDX-License-Identifier: Apache-2.0

/** A Terraform layer: a queue, a parameter with a secret, a deliberately forced name. */
export const TERRAFORM_LAYER: Record<string, string> = {
  'terraform/versions.tf': `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}
`,
  'terraform/context.tf': `variable "groundwork" {
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

provider "aws" {
  region              = var.groundwork.region
  allowed_account_ids = [var.groundwork.account_id]
}
`,
  'terraform/main.tf': `variable "password" {
  type      = string
  sensitive = true
  default   = ""
}

variable "suffix" {
  type = string
}

resource "aws_sns_topic" "this" {
  name = "\${var.groundwork.name}-\${var.suffix}"
}

resource "aws_ssm_parameter" "password" {
  name  = "/\${var.groundwork.name}/password"
  type  = "SecureString"
  value = "pw:\${var.password}"
}

output "topic_arn" {
  value = aws_sns_topic.this.arn
}

output "password" {
  value     = aws_ssm_parameter.password.value
  sensitive = true
}

output "leak" {
  value = nonsensitive(base64encode("user:\${var.password}"))
}
`,
  'terraform/terraform.tfvars.json': '{ "suffix": "one" }',
};

/** A Terraform layer without a provider: its commands take a tenth of the time. */
export const PLAIN_TERRAFORM_LAYER: Record<string, string> = {
  'terraform/context.tf':
    TERRAFORM_LAYER['terraform/context.tf'].split('provider "aws"')[0],
  'terraform/main.tf': 'resource "terraform_data" "this" {}\n',
};

/** Three resources of which each waits for the one before, so that an apply can be met half way. */
export const SLOW_TERRAFORM_LAYER: Record<string, string> = {
  'terraform/versions.tf': TERRAFORM_LAYER['terraform/versions.tf'],
  'terraform/context.tf': TERRAFORM_LAYER['terraform/context.tf'],
  'terraform/main.tf': `resource "aws_sns_topic" "first" {
  name = "\${var.groundwork.name}-first"
}

resource "aws_ssm_parameter" "middle" {
  name  = "/\${var.groundwork.name}/middle"
  type  = "String"
  value = aws_sns_topic.first.arn
}

resource "aws_sns_topic" "late" {
  name       = "\${var.groundwork.name}-late"
  depends_on = [aws_ssm_parameter.middle]
}
`,
};

/** A CDK layer with a key, its alias and an output. */
export const CDK_LAYER: Record<string, string> = {
  'cdk/cdk.json': '{ "app": "node bin/kms.ts" }',
  'cdk/package.json': '{ "type": "module", "private": true }',
  'cdk/bin/kms.ts': `import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { KmsStack } from '../lib/kms-stack.ts';

const file = join(import.meta.dirname, '..', 'groundwork.json');
const context = JSON.parse(readFileSync(file, 'utf8'));
const app = new App();
new KmsStack(app, \`groundwork-\${context.layer}-\${context.name}\`, context);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
`,
  'cdk/lib/kms-stack.ts': `import { CfnOutput, CfnParameter, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

interface Context {
  accountId: string;
  region: string;
  environment: string;
  name: string;
}

export class KmsStack extends Stack {
  constructor(scope: Construct, id: string, context: Context) {
    super(scope, id, {
      env: { account: context.accountId, region: context.region },
      terminationProtection: context.environment === 'production',
    });
    const key = new Key(this, 'Key', { enableKeyRotation: true, alias: \`alias/\${context.name}\` });
    new Bucket(this, 'Data', { enforceSSL: false });
    new CfnParameter(this, 'Password', { noEcho: true, default: '' });
    new CfnOutput(this, 'KeyArn', { value: key.keyArn });
  }
}
`,
};

/** A stack for {@link CDK_LAYER} with an asset, topics, and a key that somebody may decrypt with. */
export const ASSET_STACK = (topics: number, principal: string) =>
  `import { CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';

interface Context {
  accountId: string;
  region: string;
}

export class KmsStack extends Stack {
  constructor(scope: Construct, id: string, context: Context) {
    super(scope, id, { env: { account: context.accountId, region: context.region } });
    for (let n = 0; n < ${topics}; n += 1) {
      new CfnTopic(this, \`Topic\${n}\`, { tags: [{ key: 'note', value: 'x'.repeat(200) }] });
    }
    new CfnKey(this, 'Key', {
      keyPolicy: {
        Statement: [
          { Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: \`arn:aws:iam::\${context.accountId}:root\` } },
          { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Principal: { AWS: '${principal}' } },
        ],
      },
    });
    const asset = new Asset(this, 'Asset', { path: 'assets/hello.txt' });
    new CfnOutput(this, 'AssetUrl', { value: asset.s3ObjectUrl });
  }
}
`;
