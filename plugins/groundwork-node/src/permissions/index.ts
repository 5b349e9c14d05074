// SPDX-License-Identifier: Apache-2.0
export * from './accounts';
export * from './stacks';
