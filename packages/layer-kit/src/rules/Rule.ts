// SPDX-License-Identifier: Apache-2.0
import { lineOf } from '../layer/files';
import type { Layer } from '../layer/Layer';
import type { Workspace } from '../layer/Workspace';

/** A place in a layer and what to do there. */
export interface Finding {
  /** Relative to the layer's folder. */
  file: string;
  line?: number;
  message: string;
}

/** Something that all layers keep. */
export interface Rule {
  id: string;
  check(layer: Layer, workspace: Workspace): Finding[] | Promise<Finding[]>;
}

/** A finding at the first line of a file that holds `where`. */
export function findingAt(
  layer: Layer,
  file: string,
  where: string | RegExp,
  message: string,
): Finding {
  const line = lineOf(layer.files.get(file), where);
  return { file, message, ...(line === undefined ? {} : { line }) };
}

/** What is in one list and not in the other. */
export function missing(
  from: readonly string[],
  wanted: readonly string[],
): string[] {
  return wanted.filter(item => !from.includes(item));
}
