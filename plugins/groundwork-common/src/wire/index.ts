// SPDX-License-Identifier: Apache-2.0
export * from './money';
export * from './paging';
export * from './problems';
export * from './severity';
