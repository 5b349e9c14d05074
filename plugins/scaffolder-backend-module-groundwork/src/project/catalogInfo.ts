// SPDX-License-Identifier: Apache-2.0
import {
  type Environment,
  stackEntityRef,
} from '@groundwork/backstage-plugin-groundwork-common';
import { stringify } from 'yaml';
import type { ProjectInput } from '../schemas/inputs';
import { projectTitle } from './texts';

/** Short forms, so that the longest layer and stack name still fit in the catalog's 63 characters. */
const SHORT_ENVIRONMENT: Readonly<Record<Environment, string>> = {
  production: 'prod',
  staging: 'stg',
  development: 'dev',
};

/**
 * The name of the Component that stands for the project's source. It differs from the stack's own entity, which the
 * catalog provider makes, in kind and in name.
 */
export function sourceEntityName(project: ProjectInput): string {
  const environment = SHORT_ENVIRONMENT[project.target.environment];
  return `${project.layer}-${project.name}-${environment}-source`;
}

/** `catalog-info.yaml`: the project as a Component that depends on the stack made from it. */
export function catalogInfo(project: ProjectInput): string {
  const { layer, engine, name, target, owner, system, description } = project;
  return stringify({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: sourceEntityName(project),
      title: `${projectTitle(project)} (source)`,
      ...(description ? { description } : {}),
      annotations: { 'backstage.io/techdocs-ref': 'dir:.' },
      tags: [layer, engine, target.environment],
    },
    spec: {
      type: 'infrastructure',
      lifecycle:
        target.environment === 'production' ? 'production' : 'experimental',
      owner,
      ...(system ? { system } : {}),
      dependsOn: [
        stackEntityRef({ layer, name, environment: target.environment }),
      ],
    },
  });
}
