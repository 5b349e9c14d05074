// SPDX-License-Identifier: Apache-2.0
export { requireEntity } from './requireEntity';
export * from './entityScope';
