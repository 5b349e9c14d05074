// SPDX-License-Identifier: Apache-2.0
import { stringify } from 'yaml';
import type { Layer } from '../layer/Layer';
import type { Workspace } from '../layer/Workspace';
import { findRegions, replaceRegion } from './regions';
import { stamp } from './stamp';
import { fill, inputsTable, layersTable, resourcesTable } from './tables';

const CANONICAL = 'template/template.yaml';

/** What a layer of one engine has in the place of regions that speak of both; relative to `_shared/`. */
export function oneEngineCanonical({ engines }: Layer): string | undefined {
  return engines.length === 1 ? `template/${engines[0]}.yaml` : undefined;
}

/** The regions that each `template.yaml` has, as this layer must have them. */
export function expectedRegions(
  workspace: Workspace,
  layer: Layer,
): Map<string, string> {
  const regionsOf = (file: string) =>
    findRegions(workspace.shared.get(file) ?? '');
  const regions = [
    ...regionsOf(CANONICAL),
    ...regionsOf(oneEngineCanonical(layer) ?? CANONICAL),
  ];
  return new Map(
    regions.map(([name, text]) => [name, stamp(text, layer, workspace)]),
  );
}

/** `template.yaml` with fresh regions. */
export function freshTemplate(workspace: Workspace, layer: Layer): string {
  return [...expectedRegions(workspace, layer)].reduce(
    (text, [name, region]) => replaceRegion(text, name, region),
    layer.files.get('template.yaml') ?? '',
  );
}

/** `README.md` with fresh tables. */
export function freshReadme(layer: Layer): string {
  const text = layer.files.get('README.md') ?? '';
  const withInputs = fill(text, 'inputs', inputsTable(layer));
  return fill(withInputs, 'resources', resourcesTable(layer));
}

/** `templates/catalog-info.yaml`, which lists each layer. */
export function expectedIndex(workspace: Workspace): string {
  return stringify({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Location',
    metadata: {
      name: 'groundwork-layers',
      description: 'The layers of Groundwork',
    },
    spec: { targets: workspace.ids.map(id => `./${id}/template.yaml`) },
  });
}

/** `templates/README.md` with a fresh table of layers. */
export function freshOverview(text: string, layers: readonly Layer[]): string {
  return fill(text, 'layers', layersTable(layers));
}
