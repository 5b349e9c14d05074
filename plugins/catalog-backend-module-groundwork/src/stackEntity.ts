// SPDX-License-Identifier: Apache-2.0
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type ResourceEntity,
} from '@backstage/catalog-model';
import {
  ANNOTATION_DRIFT,
  ANNOTATION_ENGINE,
  ANNOTATION_LAYER,
  ANNOTATION_STACK_ID,
  ANNOTATION_TARGET,
  type Stack,
  stackEntityName,
} from '@groundwork/backstage-plugin-groundwork-common';

const TECHDOCS_REF = 'backstage.io/techdocs-ref';

/** Whether the catalog shows a stack: once something of it stands, and for as long as it does. */
export function isInCatalog(stack: Stack): boolean {
  return stack.status !== 'planned' && stack.status !== 'destroyed';
}

/** The name by which the catalog knows a stack. */
export function entityNameOf(stack: Stack): string {
  const { layer, name, target } = stack;
  return stackEntityName({ layer, name, environment: target.environment });
}

/** The Resource that stands for a stack. */
export function stackEntity(stack: Stack, appBaseUrl: string): ResourceEntity {
  const { layer, name, engine, target, owner, system } = stack;
  const page = `${appBaseUrl}/aws-stacks/stacks/${stack.id}`;
  const place = `${target.accountId}/${target.region}`;
  const dependsOn = [...new Set(stack.dependsOn.map(other => other.entityRef))];
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: entityNameOf(stack),
      title: `${name} (${layer}, ${target.environment})`,
      description:
        stack.description ?? `Layer ${layer} in ${place}, made with ${engine}`,
      annotations: {
        [ANNOTATION_LOCATION]: `url:${page}`,
        [ANNOTATION_ORIGIN_LOCATION]: `url:${page}`,
        [ANNOTATION_STACK_ID]: stack.id,
        [ANNOTATION_LAYER]: layer,
        [ANNOTATION_TARGET]: place,
        [ANNOTATION_ENGINE]: engine,
        [ANNOTATION_DRIFT]: stack.drift.state,
        // Documentation comes from the source that is applied; a first apply that broke off has none yet.
        ...(stack.sourceDigest
          ? { [TECHDOCS_REF]: `url:groundwork-stack://${stack.id}/` }
          : {}),
      },
      links: [{ url: page, title: 'Stack', icon: 'cloud', type: 'stack' }],
      tags: [...new Set([layer, target.environment, engine])],
    },
    spec: {
      type: 'aws-stack',
      owner,
      ...(system ? { system } : {}),
      ...(dependsOn.length > 0 ? { dependsOn } : {}),
    },
  };
}
