// SPDX-License-Identifier: Apache-2.0
import type {
  CollectorTarget,
  Freshness,
  Problem,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { TargetRecord } from './CollectorStore';
import { freshnessOf, problemsOf, toCollectorTarget } from './states';

/**
 * How targets of a collector stand, all at one instant.
 *
 * @public
 */
export class CollectorReport {
  readonly #records: readonly TargetRecord[];
  readonly #collector: { id: string; isEnabled: boolean };

  /** @internal */
  static create(
    records: readonly TargetRecord[],
    collector: { id: string; isEnabled: boolean },
  ): CollectorReport {
    return new CollectorReport(records, collector);
  }

  private constructor(
    records: readonly TargetRecord[],
    collector: { id: string; isEnabled: boolean },
  ) {
    this.#records = records;
    this.#collector = collector;
  }

  /** Each target, in the order of the configuration. */
  get targets(): CollectorTarget[] {
    return this.#records.map(record =>
      toCollectorTarget(record, this.#collector),
    );
  }

  /** How old what was collected is. */
  get freshness(): Freshness {
    return freshnessOf(this.#records, this.#collector.isEnabled);
  }

  /** What could not be read or was never read. */
  get problems(): Problem[] {
    const { isEnabled } = this.#collector;
    return this.#records.flatMap(record => problemsOf(record, isEnabled));
  }

  /** Of some targets alone. */
  where(isAsked: (target: CollectorTarget) => boolean): CollectorReport {
    const { targets } = this;
    const records = this.#records.filter((_, at) => isAsked(targets[at]));
    return new CollectorReport(records, this.#collector);
  }
}
