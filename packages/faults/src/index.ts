// SPDX-License-Identifier: Apache-2.0

/**
 * What is needed to kill the engine, and to see what became of its runs.
 *
 * @packageDocumentation
 */
export { AwsReader } from './bench/AwsReader';
export { BackendProcess } from './bench/BackendProcess';
export { ENGINE_OF, MADE_BY, bundleFor, renderedKms } from './bench/bundles';
export type { Source } from './bench/bundles';
export { KILL_ACCOUNTS } from './bench/config';
export { KillBench } from './bench/KillBench';
export { allProcesses } from './bench/processes';
export { MOMENTS } from './kills/moments';
export type { Moment, MomentName } from './kills/moments';
