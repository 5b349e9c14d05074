// SPDX-License-Identifier: Apache-2.0
import { expectedCopies } from '../shared/copies';
import type { Rule } from './Rule';

/** What a layer has from `_shared/` is byte for byte what stands there. */
export const copiesFresh: Rule = {
  id: 'copiesFresh',
  check: (layer, workspace) =>
    expectedCopies(workspace, layer)
      .filter(({ file, text }) => layer.files.get(file) !== text)
      .map(({ file, source }) => ({
        file,
        message: `is not ${source}; change that file and run "yarn layers sync"`,
      })),
};
