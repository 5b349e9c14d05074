// SPDX-License-Identifier: Apache-2.0
export * from './approval';
export * from './audit';
export * from './bundle';
export * from './context';
export * from './events';
export * from './gate';
export * from './planDiff';
export * from './requests';
export * from './run';
export * from './stack';
export * from './states';
