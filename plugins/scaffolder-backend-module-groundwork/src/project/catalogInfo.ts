// SPDX-License-Identifier: Apache-2.0
import {
  stackEntityRef,
  stackSourceEntityName,
} from '@groundwork/backstage-plugin-groundwork-common';
import { stringify } from 'yaml';
import type { ProjectInput } from '../schemas/inputs';
import { projectTitle } from './texts';

/** The name of the Component that stands for the project's source. */
export function sourceEntityName({
  layer,
  name,
  target,
}: ProjectInput): string {
  const { environment } = target;
  return stackSourceEntityName({ layer, name, environment });
}

/** `catalog-info.yaml`: the project as a Component that depends on the stack made from it. */
export function catalogInfo(project: ProjectInput): string {
  const { layer, engine, name, target, owner, system, description } = project;
  const { environment } = target;
  return stringify({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: sourceEntityName(project),
      title: `${projectTitle(project)} (source)`,
      ...(description ? { description } : {}),
      annotations: { 'backstage.io/techdocs-ref': 'dir:.' },
      tags: [layer, engine, environment],
    },
    spec: {
      type: 'infrastructure',
      lifecycle: environment === 'production' ? 'production' : 'experimental',
      owner,
      ...(system ? { system } : {}),
      dependsOn: [stackEntityRef({ layer, name, environment })],
    },
  });
}
