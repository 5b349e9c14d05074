// SPDX-License-Identifier: Apache-2.0
export * from './accounts';
export { seedSandbox } from './seedSandbox';
export type { SeedSize } from './seedSandbox';
