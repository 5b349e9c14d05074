// SPDX-License-Identifier: Apache-2.0
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of this checkout, wherever a script was called from. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Everything the launcher makes lies under this one git-ignored folder. */
export const groundworkDir = join(root, '.groundwork');
export const toolchainDir = join(groundworkDir, 'toolchain');
export const logsDir = join(groundworkDir, 'logs');
export const dataDir = join(groundworkDir, 'data');
export const resultsDir = join(root, 'test-results');
