// SPDX-License-Identifier: Apache-2.0
export { expectedFindings, seededFindings } from './expected';
export { makeFindings } from './makeFindings';
export type { MakeFindingsOptions, MadeFindingEntity } from './makeFindings';
export { mutateFinding } from './mutateFinding';
export type { FindingMutation, MutatedFinding } from './mutateFinding';
export { makeRandom } from './random';
export type { Random } from './random';
export { FINDING_SEVERITIES } from './types';
export type { FindingProduct, FindingSeverity, SeededFinding } from './types';
