// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type SweepAnswer,
  type SweepTarget,
  estateManagePermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import type {
  Authorizer,
  Collector,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { AccountDirectory } from './AccountDirectory';
import { chooseTargets } from './chooseTargets';

interface Parts {
  authorizer: Authorizer;
  directory: AccountDirectory;
  collector: Collector;
}

/** Sweeps at somebody's request. The answer does not wait for them. */
export class SweepRequests {
  readonly #parts: Parts;

  static create(parts: Parts): SweepRequests {
    return new SweepRequests(parts);
  }

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  async request(
    wanted: readonly SweepTarget[] | undefined,
    credentials: BackstageCredentials,
  ): Promise<SweepAnswer> {
    const { authorizer, collector, directory } = this.#parts;
    await authorizer.require(estateManagePermission, credentials);
    const targets = chooseTargets(await directory.targets(), wanted);
    await collector.runNow(targets);
    return { targets: targets.length };
  }
}
