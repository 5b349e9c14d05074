// SPDX-License-Identifier: Apache-2.0
import { dirname } from 'node:path';

/** Where this package is, in the checkout that is run. */
export const PACKAGE_FOLDER = dirname(
  require.resolve('@groundwork/faults/package.json'),
);
