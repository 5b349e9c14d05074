// SPDX-License-Identifier: Apache-2.0
export * from './Collector';
export * from './CollectorReport';
export * from './migrations';
export * from './types';
