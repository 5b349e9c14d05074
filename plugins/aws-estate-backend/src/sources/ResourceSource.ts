// SPDX-License-Identifier: Apache-2.0
import type { AwsCall } from '@groundwork/backstage-plugin-groundwork-node';
import type { SweptResource, SweptTarget } from '../store/SweptStore';

/** Where the resources of an account and Region are read from. */
export interface ResourceSource {
  /** What is called, for errors that do not say it. */
  readonly call: AwsCall;
  /**
   * All of them, page by page. What cannot be read ends it with AWS's error: a list that is cut short is no list. A source
   * that reads through another account or Region ends with an `UnseenTargetError` when it does not see this one: what it
   * does not see is not gone.
   */
  list(target: SweptTarget): AsyncIterable<SweptResource[]>;
}
