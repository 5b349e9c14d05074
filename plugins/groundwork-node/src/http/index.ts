// SPDX-License-Identifier: Apache-2.0
export * from './Authorizer';
export * from './parse';
export * from './Routes';
