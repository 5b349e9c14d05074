// SPDX-License-Identifier: Apache-2.0
import { pascalCase } from '../inputs/InputSchema';
import { type Rule, findingAt, missing } from './Rule';

/** Each Terraform output is a CloudFormation output of the same name in Pascal case, and the other way round. */
export const outputsAgree: Rule = {
  id: 'outputsAgree',
  check(layer) {
    const { terraform, cdk, id } = layer;
    if (!terraform || !cdk) return [];
    const named = terraform.outputs.map(pascalCase);
    return [
      ...missing(cdk.outputs, named).map(name => ({
        file: `skeleton/cdk/lib/${id}-stack.ts`,
        message: `add the output ${name}, which Terraform has`,
      })),
      ...terraform.outputs
        .filter(name => !/^[a-z][a-z0-9_]*$/.test(name))
        .map(name =>
          findingAt(
            layer,
            'skeleton/terraform/outputs.tf',
            `output "${name}"`,
            `write ${name} in snake case`,
          ),
        ),
      ...missing(named, cdk.outputs).map(name => ({
        file: 'skeleton/terraform/outputs.tf',
        message: `add the output that the CDK calls ${name}, in snake case`,
      })),
    ];
  },
};
