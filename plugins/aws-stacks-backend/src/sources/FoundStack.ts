// SPDX-License-Identifier: Apache-2.0
import type {
  Engine,
  StackOutput,
  StackResource,
} from '@groundwork/backstage-plugin-groundwork-common';

/** Infrastructure that was found in an account, as its engine remembers it. */
export interface FoundStack {
  engine: Engine;
  /** `s3://<bucket>/<key>` of a Terraform state, or the ARN of a CloudFormation stack. */
  origin: string;
  /** The key without `.tfstate`, or the name of the CloudFormation stack. */
  title: string;
  region: string;
  tags: Readonly<Record<string, string>>;
  outputs: StackOutput[];
  resources: StackResource[];
  changedAt?: Date;
}
