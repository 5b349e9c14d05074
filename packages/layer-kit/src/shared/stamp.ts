// SPDX-License-Identifier: Apache-2.0
import { stringify } from 'yaml';
import type { Layer } from '../layer/Layer';
import type { Workspace } from '../layer/Workspace';

/** Where the sample stands, which nobody has planned. */
const FIRST_PHASE = 'Foundation';

/** The expression that lists the outputs of other layers that a form was given. */
function layerOutputs(layer: Layer): string {
  const fields = (layer.template?.fields ?? [])
    .filter(field => field.layerOutput)
    .map(field => `parameters.${field.name}`);
  return fields.length === 0
    ? '[]'
    : `\${{ [${fields.join(', ')}] | select | selectattr('stackId') }}`;
}

/** A value behind its key, as Prettier would write it: lists and objects on lines of their own. */
function behindKey(value: object, indent: string): string {
  if (Object.keys(value).length === 0) return ` ${JSON.stringify(value)}`;
  const lines = stringify(value, { lineWidth: 0 }).trimEnd().split('\n');
  return lines.map(line => `\n${indent}${line}`).join('');
}

/** What the catalog is told of the layer: where it stands, what it stands on, and whether AWS still offers it. */
function stampFacts(text: string, layer: Layer, workspace: Workspace): string {
  const { requires = [], lifecycle } = layer.manifest ?? {};
  const { status = 'active', since, successor } = lifecycle ?? {};
  const indent = ' '.repeat(6);
  const known = {
    status,
    ...(since && { since }),
    ...(successor && { successor }),
  };
  return text
    .replace('<phase>', workspace.catalogue.get(layer.id)?.phase ?? FIRST_PHASE)
    .replace(' <requires>', behindKey(requires, indent))
    .replace(' <lifecycle>', behindKey(known, indent));
}

/** Puts a layer's own words into a shared text. */
export function stamp(
  text: string,
  layer: Layer,
  workspace: Workspace,
): string {
  return stampFacts(text, layer, workspace)
    .replaceAll('<layerOutputs>', layerOutputs(layer))
    .replaceAll('<layer>', layer.id)
    .replaceAll('<version>', layer.manifest?.version ?? '')
    .replaceAll('<title>', layer.manifest?.title ?? '');
}
