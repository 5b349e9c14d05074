// SPDX-License-Identifier: Apache-2.0
export * from './ApprovalsService';
export * from './migrations';
export * from './rules';
