// SPDX-License-Identifier: Apache-2.0
export * from './importHint';
export * from './management';
export * from './ownership';
export * from './requests';
export * from './resource';
export * from './summary';
export * from './sweep';
