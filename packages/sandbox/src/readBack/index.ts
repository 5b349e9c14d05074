// SPDX-License-Identifier: Apache-2.0
export { readBackStack } from './readBackStack';
export type { Difference, ReadBackOptions, ReadBackResult } from './types';
