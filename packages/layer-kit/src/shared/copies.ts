// SPDX-License-Identifier: Apache-2.0
import { engineOf } from '../layer/engines';
import type { Layer } from '../layer/Layer';
import type { Workspace } from '../layer/Workspace';
import { stamp } from './stamp';

/** Folders of `_shared/` whose files stand in each layer, and where. */
const HOMES: Readonly<Record<string, string>> = {
  terraform: 'skeleton/terraform',
  cdk: 'skeleton/cdk',
  testing: 'skeleton/cdk/test',
};

/** The files that a layer has from `_shared/` in its engines, with the text each must have. */
export function expectedCopies(
  workspace: Workspace,
  layer: Layer,
): { file: string; text: string; source: string }[] {
  return [...workspace.shared].flatMap(([name, text]) => {
    const [folder = '', ...rest] = name.split('/');
    const home = HOMES[folder];
    if (home === undefined) return [];
    const file = [home, ...rest].join('/');
    const engine = engineOf(file);
    if (engine && !layer.engines.includes(engine)) return [];
    return [
      { file, text: stamp(text, layer, workspace), source: `_shared/${name}` },
    ];
  });
}
