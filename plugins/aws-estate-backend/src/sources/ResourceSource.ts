// SPDX-License-Identifier: Apache-2.0
import type { SweptResource, SweptTarget } from '../store/SweptStore';

/** Where the resources of an account and Region are read from. */
export interface ResourceSource {
  /** All of them, page by page. What cannot be read ends it with AWS's error: a list that is cut short is no list. */
  list(target: SweptTarget): AsyncIterable<SweptResource[]>;
}
