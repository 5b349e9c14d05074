// SPDX-License-Identifier: Apache-2.0
import type {
  Connection,
  SweepTarget,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  type AwsClients,
  type AwsErrorKind,
  describeAwsError,
} from '@groundwork/backstage-plugin-groundwork-node';

import { COST_PROBE, type Probe, REGIONAL_PROBES } from './probes';

/** Accounts and Regions that are tested at once. */
const AT_ONCE = 8;

const STATES: Readonly<Record<AwsErrorKind, Connection['state']>> = {
  denied: 'denied',
  'not-enabled': 'not-enabled',
  unreachable: 'unreachable',
  throttled: 'unknown',
  other: 'unknown',
};

/** A cell of the matrix. */
export type Cell = Pick<Connection, 'accountId' | 'region' | 'service'>;

interface Test extends Cell {
  probe: Probe;
}

/** Tries what can be read where. */
export class ConnectionProbes {
  readonly #clients: AwsClients;

  static create(options: { clients: AwsClients }): ConnectionProbes {
    return new ConnectionProbes(options.clients);
  }

  private constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  /** The matrix of these accounts and Regions; cost is one cell for an account, in `global`. */
  cells(targets: readonly SweepTarget[]): Cell[] {
    return testsOf(targets).map(({ accountId, region, service }) => ({
      accountId,
      region,
      service,
    }));
  }

  /** Tries them all; what fails is an answer too. */
  async test(
    targets: readonly SweepTarget[],
    { withCost }: { withCost: boolean },
  ): Promise<Omit<Connection, 'testedAt'>[]> {
    const waiting = testsOf(targets).filter(
      ({ probe }) => withCost || probe !== COST_PROBE,
    );
    const tested: Omit<Connection, 'testedAt'>[] = [];
    const work = async () => {
      for (let test = waiting.shift(); test; test = waiting.shift()) {
        tested.push(await this.#try(test));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return tested;
  }

  async #try({ probe, ...cell }: Test): Promise<Omit<Connection, 'testedAt'>> {
    try {
      const enabled = await probe.isEnabled(this.#clients, cell);
      return enabled ? { ...cell, state: 'readable' } : notEnabled(cell, probe);
    } catch (error) {
      const { service, operation } = probe;
      const described = describeAwsError(error, { service, operation });
      const { code, kind, action, hint } = described;
      if (probe.notEnabledBy.includes(code)) return notEnabled(cell, probe);
      const state = STATES[kind];
      return state === 'denied'
        ? { ...cell, state, action, hint }
        : { ...cell, state, hint };
    }
  }
}

function testsOf(targets: readonly SweepTarget[]): Test[] {
  const regional = targets.flatMap(({ accountId, region }) =>
    REGIONAL_PROBES.map(probe => ({
      accountId,
      region,
      service: probe.service,
      probe,
    })),
  );
  const accounts = new Set(targets.map(({ accountId }) => accountId));
  const global = [...accounts].map(accountId => ({
    accountId,
    region: 'global',
    service: COST_PROBE.service,
    probe: COST_PROBE,
  }));
  return [...regional, ...global];
}

function notEnabled(cell: Cell, { service }: Probe) {
  const hint = `${service} answers, but is not enabled in ${cell.accountId}/${cell.region}`;
  return { ...cell, state: 'not-enabled' as const, hint };
}
