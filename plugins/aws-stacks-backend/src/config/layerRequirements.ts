// SPDX-License-Identifier: Apache-2.0
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  type LayerGraph,
  layerGraphSchema,
} from '@groundwork/backstage-plugin-groundwork-common';

const KEY = 'groundwork.stacks.layerRequirements';
const modeSchema = layerGraphSchema.shape.requirements;

/** Whether a run is refused while a layer that its own requires does not stand, or only warned of. */
export type RequirementsMode = LayerGraph['requirements'];

/** Reads {@link RequirementsMode}; `enforce` where nothing is set. */
export function readLayerRequirements(root: Config): RequirementsMode {
  const text = root.getOptionalString(KEY) ?? 'enforce';
  const mode = modeSchema.safeParse(text);
  if (mode.success) return mode.data;
  throw new InputError(
    `${KEY} must be ${modeSchema.options.join(' or ')}, got ${text}`,
  );
}
