// SPDX-License-Identifier: Apache-2.0
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import path from 'node:path';

const PACKAGE = resolvePackagePath('@groundwork/layer-kit');

/** A file of this package. */
export function packageFile(...parts: string[]): string {
  return path.join(PACKAGE, ...parts);
}

/** A file of the repository that this package is part of. */
export function repositoryFile(...parts: string[]): string {
  return path.resolve(PACKAGE, '../..', ...parts);
}
