// SPDX-License-Identifier: Apache-2.0
import type { Layer } from '../layer/Layer';
import type { Workspace } from '../layer/Workspace';
import { stamp } from './stamp';

/** Folders of `_shared/` whose files stand in each layer, and where. */
const HOMES: Readonly<Record<string, string>> = {
  terraform: 'skeleton/terraform',
  cdk: 'skeleton/cdk',
  testing: 'skeleton/cdk/test',
};

/** The files that a layer has from `_shared/`, with the text each must have. */
export function expectedCopies(
  workspace: Workspace,
  layer: Layer,
): { file: string; text: string; source: string }[] {
  return [...workspace.shared].flatMap(([name, text]) => {
    const [folder = '', ...rest] = name.split('/');
    const home = HOMES[folder];
    if (home === undefined) return [];
    return [
      {
        file: [home, ...rest].join('/'),
        text: stamp(text, layer, workspace),
        source: `_shared/${name}`,
      },
    ];
  });
}
