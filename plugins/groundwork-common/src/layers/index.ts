// SPDX-License-Identifier: Apache-2.0
export * from './entity';
export * from './graph';
export * from './manifest';
