// SPDX-License-Identifier: Apache-2.0
import type {
  AwsCall,
  CollectResult,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { Mapper } from '../service/Mapper';
import type { ResourceSource } from '../sources/ResourceSource';
import { UnseenTargetError } from '../sources/UnseenTargetError';
import type { SweptStore, SweptTarget } from '../store/SweptStore';

interface Parts {
  mapper: Mapper;
  source: ResourceSource;
  swept: SweptStore;
}

/** Takes one account and Region into the store. */
export class EstateSweep {
  readonly #parts: Parts;

  static create(parts: Parts): EstateSweep {
    return new EstateSweep(parts);
  }

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What the source calls. */
  get call(): AwsCall {
    return this.#parts.source.call;
  }

  /** Sweeps for the collector. What the source does not see is a problem that it describes itself. */
  async collect(
    target: SweptTarget,
    signal: AbortSignal,
  ): Promise<CollectResult> {
    try {
      await this.sweep(target, signal);
      return {};
    } catch (error) {
      if (!(error instanceof UnseenTargetError)) throw error;
      return { problems: [{ ...target, ...error.problem }] };
    }
  }

  /**
   * Keeps each page as it comes. Only after the last page is what was not seen taken for gone: when a page cannot be read,
   * AWS's error is thrown and all that was there stays. Answers how many resources were read.
   */
  async sweep(target: SweptTarget, signal?: AbortSignal): Promise<number> {
    const { mapper, source, swept } = this.#parts;
    const startedAt = new Date().toISOString();
    let read = 0;
    try {
      for await (const page of source.list(target)) {
        signal?.throwIfAborted();
        await swept.keep(target, page, startedAt);
        read += page.length;
      }
      await swept.dropUnseen(target, startedAt, new Date().toISOString());
    } finally {
      await mapper.mapStale();
    }
    return read;
  }
}
