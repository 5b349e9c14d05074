// SPDX-License-Identifier: Apache-2.0
export * from './finding';
export * from './requests';
export * from './summary';
