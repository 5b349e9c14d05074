// SPDX-License-Identifier: Apache-2.0

/**
 * What a backend needs to start the runner and to read what it writes. Loads neither Terraform nor CDK.
 *
 * @packageDocumentation
 */
export { toDriftedAttribute } from './cdk/driftedResource';
export { toOutputName } from './cdk/outputNames';
export * from './launch';
export * from './protocol';
export { Redactor } from './redact';
export * from './remote/contract';
export * from './seal';
export {
  type StateLocation,
  cdkEngineFiles,
  terraformEngineFiles,
} from './source/engineFiles';
export { readState } from './terraform/state';
export { type BundleFile, readBundle, unzipBundle } from './source/readBundle';
