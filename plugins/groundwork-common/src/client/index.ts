// SPDX-License-Identifier: Apache-2.0
export * from './EstateApi';
export * from './EstateClient';
export * from './NotInstalledError';
export * from './SecurityApi';
export * from './SecurityClient';
export * from './RunsClient';
export * from './StacksApi';
export * from './StacksClient';
export type { WireClientOptions, WireRequestOptions } from './WireClient';
