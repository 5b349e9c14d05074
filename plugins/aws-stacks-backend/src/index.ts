// SPDX-License-Identifier: Apache-2.0

/**
 * The engine of Groundwork: plans, approves, applies and verifies infrastructure stacks with Terraform and CDK.
 *
 * @packageDocumentation
 */
export { awsStacksPlugin as default } from './plugin';
export type {
  InfraRunner,
  RunnerStatus,
  Submission,
} from './runner/InfraRunner';
export { infraRunnerServiceRef } from './runner/infraRunnerServiceRef';
export { LocalRunner } from './runner/LocalRunner';
