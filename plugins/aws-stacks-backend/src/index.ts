// SPDX-License-Identifier: Apache-2.0

/**
 * The engine of Groundwork: plans, approves, applies and verifies infrastructure stacks with Terraform and CDK.
 *
 * @packageDocumentation
 */
export { awsStacksPlugin as default } from './plugin';
export { LocalRunner } from './runner/LocalRunner';
export type { RunRunner, RunnerStatus } from './runner/RunRunner';
export { runRunnerServiceRef } from './runner/runRunnerServiceRef';
