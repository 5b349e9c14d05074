// SPDX-License-Identifier: Apache-2.0
import type { Layer } from '../layer/Layer';
import { type Finding, type Rule, findingAt, missing } from './Rule';

/** Types that are plumbing of an engine and no purpose of a layer. */
const HELPERS = ['random_id', 'time_sleep', 'AWS::CDK::Metadata'];

function compare(
  layer: Layer,
  engine: string,
  made: readonly string[],
  listed: readonly string[],
): Finding[] {
  const at = (type: string, message: string) =>
    findingAt(layer, 'layer.yaml', type, message);
  return [
    ...missing([...listed, ...HELPERS], made).map(type =>
      at('resources:', `${engine} makes ${type}; list it under a purpose`),
    ),
    ...missing(made, listed).map(type =>
      at(
        type,
        `${engine} does not make ${type}; take it out, or have test/inputs.json ask for it`,
      ),
    ),
  ];
}

/** The types that layer.yaml lists are those that each engine makes; never a custom resource. */
export const resourcesAgree: Rule = {
  id: 'resourcesAgree',
  check(layer) {
    const { manifest, terraform, cdk, engines } = layer;
    if (!manifest) return [];
    const listed = (engine: 'terraform' | 'cloudformation') => [
      ...new Set(manifest.resources.flatMap(resource => resource[engine])),
    ];
    const custom = (cdk?.resourceTypes ?? []).filter(type =>
      /^(Custom::|AWS::CloudFormation::CustomResource)/.test(type),
    );
    // What cannot be read is not judged; an engine that the layer does not have makes nothing.
    const byTerraform = engines.includes('terraform')
      ? terraform?.resourceTypes
      : [];
    const byCdk = engines.includes('cdk') ? cdk?.resourceTypes : [];
    return [
      ...(byTerraform
        ? compare(layer, 'Terraform', byTerraform, listed('terraform'))
        : []),
      ...(byCdk
        ? compare(layer, 'the CDK', byCdk, listed('cloudformation'))
        : []),
      ...custom.map(type => ({
        file: `skeleton/cdk/lib/${layer.id}-stack.ts`,
        message: `makes ${type}; a layer has no custom resources: say under "without" what CloudFormation cannot make`,
      })),
    ];
  },
};
