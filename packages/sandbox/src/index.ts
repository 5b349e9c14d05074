// SPDX-License-Identifier: Apache-2.0

/**
 * An AWS estate on the developer's own machine.
 *
 * @packageDocumentation
 */
export { authModuleSandboxProvider } from './auth/module';
export * from './auth/sandboxUsers';
export { sandboxFeatures, sandboxFeatures as default } from './features';
export { stacksModuleSandboxGate } from './gate/module';
export * from './seed/accounts';
export * from './seed/findings';
export type { SeedSize } from './seed/seedSandbox';
export { startSandbox } from './startSandbox';
export type { Sandbox, StartSandboxOptions } from './startSandbox';
export type {
  EndBuild,
  FaultRule,
  FaultRuleInput,
  PutFindings,
  RequestEntry,
  RequestFilter,
} from './emulator/ControlClient';
