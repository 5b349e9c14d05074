// SPDX-License-Identifier: Apache-2.0
import type { StackDetail } from '@groundwork/backstage-plugin-groundwork-common';
import {
  type AccountsConfig,
  describeAwsError,
} from '@groundwork/backstage-plugin-groundwork-node';
import { ENGINE_ACTOR } from '../rules/runStates';
import { parseOrigin } from '../rules/origins';
import { statePlaceOf } from '../rules/stateBucket';
import type { StandingSource } from '../sources/StandingSource';
import type { DriftOutcome } from '../store/DriftStore';
import type { StackRegistry } from '../store/StackRegistry';

const NO_SOURCE =
  'It was made elsewhere and its source is not known here, so the account cannot be compared with it. What its state says was read again';

/** What looking at a registered stack needs. */
export interface StandingCheckOptions {
  accounts: AccountsConfig;
  registry: StackRegistry;
  standing: StandingSource;
}

/** Reads a stack again that was made elsewhere, and has CloudFormation compare it where it is one of CloudFormation. */
export class StandingCheck {
  readonly #options: StandingCheckOptions;

  static create(options: StandingCheckOptions): StandingCheck {
    return new StandingCheck(options);
  }

  private constructor(options: StandingCheckOptions) {
    this.#options = options;
  }

  async run(stack: StackDetail, origin: string): Promise<DriftOutcome> {
    try {
      return await this.#look(stack, origin);
    } catch (error) {
      const { code, hint } = describeAwsError(error);
      return failed(`${origin} could not be read: ${code}. ${hint}`);
    }
  }

  async #look(stack: StackDetail, text: string): Promise<DriftOutcome> {
    const { accounts, registry, standing } = this.#options;
    const origin = parseOrigin(text);
    const account = accounts.get(stack.target.accountId);
    if (!origin || !account) {
      return failed(
        `Account ${stack.target.accountId} is no longer in groundwork.accounts; add it`,
      );
    }
    const { region } = stack.target;
    const bucket = origin.kind === 'state' ? origin.bucket : undefined;
    const place = statePlaceOf(account, region, bucket);
    const found = await standing.read(origin, place);
    if (!found) return failed(`${text} is not there any more`);
    if ('reason' in found) return failed(`${text}: ${found.reason}`);
    await registry.bringUpToDate(
      stack.id,
      {
        outputs: JSON.stringify(found.outputs),
        resources: JSON.stringify(found.resources),
      },
      ENGINE_ACTOR,
    );
    if (origin.kind === 'state') return failed(NO_SOURCE);
    const drift = await standing.drift(origin);
    return { kind: 'found', ...drift, total: found.resources.length };
  }
}

function failed(problem: string): DriftOutcome {
  return { kind: 'failed', problem };
}
