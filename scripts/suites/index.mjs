// SPDX-License-Identifier: Apache-2.0
import { apiReports } from './apiReports.mjs';
import { e2e } from './e2e.mjs';
import { jest } from './jest.mjs';
import { launcher } from './launcher.mjs';
import { emulator, layers, templates } from './layerKit.mjs';
import { lint } from './lint.mjs';
import { prettier } from './prettier.mjs';
import { types } from './types.mjs';

/** The order of the suites; those of one line run at the same time. */
const stages = [
  [types, lint, prettier],
  [launcher, apiReports, layers],
  [jest],
  [templates, e2e],
];

/** Suites that run when `--only` names them. */
const onRequest = [[emulator]];

/** All suites, or those which are named. */
export function selectStages(only, all = stages, more = onRequest) {
  if (only === undefined) return all;
  const known = [...all, ...more].flat().map(suite => suite.name);
  const unknown = only.filter(name => !known.includes(name));
  if (unknown.length > 0 || only.length === 0) {
    throw new Error(
      `--only knows the suites ${known.join(', ')}; it was given ${
        unknown.join(', ') || 'none'
      }`,
    );
  }
  return [...all, ...more]
    .map(stage => stage.filter(suite => only.includes(suite.name)))
    .filter(stage => stage.length > 0);
}
