// SPDX-License-Identifier: Apache-2.0
import type { Layer } from '../layer/Layer';

/** The expression that lists the outputs of other layers that a form was given. */
function layerOutputs(layer: Layer): string {
  const fields = (layer.template?.fields ?? [])
    .filter(field => field.layerOutput)
    .map(field => `parameters.${field.name}`);
  return fields.length === 0
    ? '[]'
    : `\${{ [${fields.join(', ')}] | select | selectattr('stackId') }}`;
}

/** Puts a layer's own words into a shared text. */
export function stamp(text: string, layer: Layer): string {
  return text
    .replaceAll('<layerOutputs>', layerOutputs(layer))
    .replaceAll('<layer>', layer.id)
    .replaceAll('<title>', layer.manifest?.title ?? '');
}
