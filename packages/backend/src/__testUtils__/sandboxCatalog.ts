// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

const KINDS = [
  'Location',
  'Domain',
  'System',
  'Component',
  'Resource',
  'API',
  'Group',
  'User',
];

/** The `catalog` of a configuration: the entities of the sandbox, from their files. */
export function sandboxCatalog() {
  const sandbox = resolvePackagePath('@groundwork/sandbox');
  const target = join(sandbox, 'catalog/all.yaml');
  return { locations: [{ type: 'file', target, rules: [{ allow: KINDS }] }] };
}
