// SPDX-License-Identifier: Apache-2.0
export { AwsClients } from './AwsClients';
export type { AwsClientConfig } from './AwsClients';
export type { CallLimitOptions } from './CallLimit';
export * from './describeAwsError';
export * from './forEachTarget';
export type { AwsCall } from './iamActions';
