// SPDX-License-Identifier: Apache-2.0
export * from './approval';
export * from './audit';
export * from './bundle';
export * from './change';
export * from './context';
export * from './cost';
export * from './drift';
export * from './events';
export * from './freeze';
export * from './gate';
export * from './planDiff';
export * from './policy';
export * from './requests';
export * from './run';
export * from './stack';
export * from './statefulTypes';
export * from './states';
