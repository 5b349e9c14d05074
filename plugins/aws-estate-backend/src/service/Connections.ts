// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type Connection,
  type Connections as ConnectionsAnswer,
  type SweepTarget,
  estateManagePermission,
  estateReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Authorizer } from '@groundwork/backstage-plugin-groundwork-node';
import type { ConnectionProbes } from '../sources/ConnectionProbes';
import type { ConnectionsStore } from '../store/ConnectionsStore';
import type { AccountDirectory } from './AccountDirectory';
import { chooseTargets } from './chooseTargets';

interface Parts {
  authorizer: Authorizer;
  directory: AccountDirectory;
  probes: ConnectionProbes;
  store: ConnectionsStore;
}

/** What can be read where: account × Region × service. */
export class Connections {
  readonly #parts: Parts;

  static create(parts: Parts): Connections {
    return new Connections(parts);
  }

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** As last tested. */
  async list(credentials: BackstageCredentials): Promise<ConnectionsAnswer> {
    const { authorizer, directory } = this.#parts;
    await authorizer.require(estateReadPermission, credentials);
    return this.#answer(await directory.targets());
  }

  /** Tests now, at somebody's request. */
  async testNow(
    wanted: readonly SweepTarget[] | undefined,
    credentials: BackstageCredentials,
  ): Promise<ConnectionsAnswer> {
    const { authorizer, directory } = this.#parts;
    await authorizer.require(estateManagePermission, credentials);
    const targets = chooseTargets(await directory.targets(), wanted);
    await this.#test(targets, { withCost: true });
    return this.#answer(targets);
  }

  /** Tests all, on the schedule. Cost Explorer charges for each request and is left out there. */
  async testAll(): Promise<void> {
    const targets = await this.#parts.directory.targets();
    await this.#test(targets, { withCost: false });
  }

  async #test(
    targets: readonly SweepTarget[],
    options: { withCost: boolean },
  ): Promise<void> {
    const { probes, store } = this.#parts;
    const tested = await probes.test(targets, options);
    await store.keep(tested, new Date().toISOString());
  }

  /** Every cell of the matrix, also of what was never tested. */
  async #answer(targets: readonly SweepTarget[]): Promise<ConnectionsAnswer> {
    const { probes, store } = this.#parts;
    const tested = new Map(
      (await store.list()).map(each => [keyOf(each), each]),
    );
    const items = probes.cells(targets).map((cell): Connection => {
      return tested.get(keyOf(cell)) ?? { ...cell, state: 'unknown' };
    });
    return { items };
  }
}

function keyOf(cell: Pick<Connection, 'accountId' | 'region' | 'service'>) {
  return `${cell.accountId}/${cell.region}/${cell.service}`;
}
