// SPDX-License-Identifier: Apache-2.0
import type { Arena } from '../kills/Arena';

/** What came of something that several did at once. */
export interface TogetherResult {
  id: string;
  holds: boolean;
  seconds: number;
  /** What was seen. */
  seen: object;
  problems: string[];
}

/** Something that several do at once. */
export interface Together {
  /** `together/<what>`. */
  id: string;
  perform(arena: Arena): Promise<TogetherResult>;
}

/** Everything that several do at once. */
export const TOGETHER: readonly Together[] = [];
