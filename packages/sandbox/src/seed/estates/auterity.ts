// SPDX-License-Identifier: Apache-2.0
import { ResourceSpec } from '../makers';

/** Auterity Unified: AutoMatrix, RelayCore and NeuroWeaver on EKS. */
export const AUTERITY: ResourceSpec[] = [
  {
    kind: 'eks-cluster',
    name: 'auterity',
    entity: 'resource:default/auterity-cluster',
  },
  {
    kind: 'repository',
    name: 'automatrix',
    entity: 'component:default/automatrix',
  },
  {
    kind: 'repository',
    name: 'relaycore',
    entity: 'component:default/relaycore',
  },
  {
    kind: 'repository',
    name: 'neuroweaver',
    entity: 'component:default/neuroweaver',
  },
  {
    kind: 'queue',
    name: 'neuroweaver-training',
    entity: 'component:default/neuroweaver',
  },
  {
    kind: 'function',
    name: 'relaycore-health',
    entity: 'component:default/relaycore',
  },
  {
    kind: 'database',
    name: 'automatrix-db',
    entity: 'resource:default/automatrix-db',
  },
  {
    kind: 'cache',
    name: 'relaycore-cache',
    entity: 'resource:default/relaycore-cache',
  },
  {
    kind: 'user-pool',
    name: 'auterity-users',
    entity: 'resource:default/auterity-users',
  },
  {
    kind: 'bucket',
    name: 'auterity-artifacts',
    entity: 'resource:default/auterity-artifacts',
  },
  {
    kind: 'bucket',
    name: 'auterity-backups',
    entity: 'resource:default/auterity-backups',
    environments: ['production'],
  },
  {
    kind: 'log-group',
    name: '/auterity/observability',
    entity: 'component:default/observability-stack',
  },
  {
    kind: 'instance',
    name: 'neuroweaver-gpu',
    entity: 'component:default/neuroweaver',
  },
  // Named by ARN in the catalog, but for the one in development.
  { kind: 'function', name: 'auterity-sso' },
  {
    kind: 'bucket',
    name: 'automatrix-studio-assets',
    tags: { product: 'automatrix', component: 'studio' },
  },
  // One pair differs from automatrix-studio's.
  {
    kind: 'bucket',
    name: 'automatrix-preview-assets',
    tags: { product: 'automatrix', component: 'preview' },
  },
  // The name of another resource, in the other Region.
  { kind: 'queue', name: 'neuroweaver-training', region: 'eu-west-1' },
];
