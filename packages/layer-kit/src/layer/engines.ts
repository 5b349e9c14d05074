// SPDX-License-Identifier: Apache-2.0
import type { Engine } from '@groundwork/backstage-plugin-groundwork-common';

/** The engines that a layer has, unless `data/layers.yaml` says otherwise. */
export const ENGINES: Engine[] = ['terraform', 'cdk'];

/** The engine whose part of a layer a file is; undefined of what all engines share. */
export function engineOf(file: string): Engine | undefined {
  return ENGINES.find(engine => file.startsWith(`skeleton/${engine}/`));
}
