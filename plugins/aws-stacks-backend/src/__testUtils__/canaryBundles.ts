// SPDX-License-Identifier: Apache-2.0
import { bundleOf } from './bundles';

/** The name of the parameter in {@link driftingHcl}. */
export const DRIFTING_PARAMETER = '/canary/drifting';

const HEAD = `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

variable "groundwork" {
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
  region = var.groundwork.region
}

`;

/** Uses a secret where it may be, and where it should not: in a name, which providers quote in their errors. */
const HCL = `${HEAD}variable "token" {
  type      = string
  sensitive = true
}

variable "marker" {
  type = string
}

resource "aws_ssm_parameter" "token" {
  name        = "/canary/\${var.token}"
  description = var.marker
  type        = "SecureString"
  value       = "token=\${var.token}"
  tags        = { note = "of \${var.token}" }
}

resource "terraform_data" "nested" {
  input = {
    rules = [{ marker = var.marker, action = { header = "Bearer \${var.token}" } }]
  }
}

output "token" {
  value     = aws_ssm_parameter.token.value
  sensitive = true
}

output "nested" {
  value     = { rules = terraform_data.nested.output.rules }
  sensitive = true
}

output "leak" {
  value = nonsensitive(base64encode("x\${var.token}"))
}

output "marker" {
  value = var.marker
}
`;

/** A Terraform layer with a parameter whose value somebody makes a secret of, past the engine. */
export const driftingHcl = () =>
  bundleOf({
    'terraform/main.tf': `${HEAD}
resource "aws_ssm_parameter" "drifting" {
  name        = "${DRIFTING_PARAMETER}"
  description = "As it was made"
  type        = "SecureString"
  value       = "as it was made"
}
`,
  });

/** A Terraform layer that takes a secret, and a marker that is none. */
export const canaryHcl = (marker: string) =>
  bundleOf({
    'terraform/main.tf': HCL,
    'terraform/terraform.tfvars.json': JSON.stringify({ marker }),
  });

const APP = `import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnOutput, CfnParameter, Stack } from 'aws-cdk-lib';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnParameter as Parameter } from 'aws-cdk-lib/aws-ssm';

const file = join(import.meta.dirname, '..', 'groundwork.json');
const { accountId: account, region, layer, name } = JSON.parse(readFileSync(file, 'utf8'));
const marker = readFileSync(join(import.meta.dirname, '..', 'marker.txt'), 'utf8');
const app = new App();
const stack = new Stack(app, \`groundwork-\${layer}-\${name}\`, { env: { account, region } });
const token = new CfnParameter(stack, 'token', { noEcho: true });
new Parameter(stack, 'Kept', {
  name: \`/canary/cdk/\${token.valueAsString}\`,
  description: marker,
  type: 'String',
  value: token.valueAsString,
});
new CfnKey(stack, 'Key', { description: \`for \${token.valueAsString}\` });
new CfnOutput(stack, 'Leak', { value: token.valueAsString });
new CfnOutput(stack, 'Marker', { value: marker });
app.synth();
`;

/** A CDK layer that takes a secret as a NoEcho parameter, and a marker that is none. */
export const canaryCdk = (marker: string) =>
  bundleOf({
    'cdk/cdk.json': '{ "app": "node bin/kms.ts" }',
    'cdk/package.json': '{ "type": "module", "private": true }',
    'cdk/bin/kms.ts': APP,
    'cdk/marker.txt': marker,
  });
