// SPDX-License-Identifier: Apache-2.0
import { promise as createQueue, type queueAsPromised } from 'fastq';
import { TokenBucket } from 'limiter';

/** Calls at once when nothing is said. */
const CONCURRENT = 4;

/**
 * How many calls of a service may run in an account and Region.
 *
 * @public
 */
export interface CallLimitOptions {
  /** Calls in a second on average; no limit when absent. */
  ratePerSecond?: number;
  /** Calls that may follow each other at once after a pause; `ratePerSecond` when absent. */
  burst?: number;
  /** Calls at once; 4 when absent. */
  concurrent?: number;
}

/** Runs calls a few at a time, and at a rate. */
export class CallLimit {
  readonly #queue: queueAsPromised<() => Promise<void>, void>;
  readonly #bucket: TokenBucket | undefined;

  static create(options: CallLimitOptions): CallLimit {
    return new CallLimit(options);
  }

  private constructor(options: CallLimitOptions) {
    const { concurrent = CONCURRENT } = options;
    this.#queue = createQueue(async task => task(), concurrent);
    this.#bucket = bucketOf(options);
  }

  /** Waits for its turn, then calls. A call whose signal is aborted while it waits is not made. */
  async run<T>(call: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const task = async () => {
        signal?.throwIfAborted();
        await this.#bucket?.removeTokens(1);
        signal?.throwIfAborted();
        resolve(await call());
      };
      this.#queue.push(task).catch(reject);
    });
  }
}

function bucketOf(options: CallLimitOptions): TokenBucket | undefined {
  const { ratePerSecond, burst } = options;
  if (ratePerSecond === undefined) return undefined;
  const bucketSize = Math.max(1, burst ?? ratePerSecond);
  const bucket = new TokenBucket({
    bucketSize,
    tokensPerInterval: ratePerSecond,
    interval: 'second',
  });
  bucket.content = bucketSize;
  return bucket;
}
