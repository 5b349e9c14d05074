// SPDX-License-Identifier: Apache-2.0
import type { AuthService } from '@backstage/backend-plugin-api';
import { assertError } from '@backstage/errors';
import {
  NotInstalledError,
  type SweepTarget,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { EstateService } from '@groundwork/backstage-plugin-groundwork-node';

/** How many of something stand, or why that is not known. */
export type Standing =
  | { kind: 'known'; count: number }
  | { kind: 'unknown'; because: string };

/** How much stands in an account and Region, as `aws-estate` has last seen it. */
export class EstateUsage {
  readonly #auth: AuthService;
  readonly #estate: EstateService;

  static create(options: {
    auth: AuthService;
    estate: EstateService;
  }): EstateUsage {
    return new EstateUsage(options);
  }

  private constructor(options: { auth: AuthService; estate: EstateService }) {
    this.#auth = options.auth;
    this.#estate = options.estate;
  }

  /** Counts resources of a type, such as `ec2:vpc`; in the whole account when the target is global. */
  async count(resourceType: string, target: SweepTarget): Promise<Standing> {
    try {
      return await this.#ask(resourceType, target);
    } catch (error) {
      assertError(error);
      return {
        kind: 'unknown',
        because:
          error instanceof NotInstalledError
            ? 'aws-estate is not installed'
            : `aws-estate does not answer (${error.name})`,
      };
    }
  }

  async #ask(resourceType: string, target: SweepTarget): Promise<Standing> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const { accountId, region } = target;
    const { items } = await this.#estate.getFreshness({ credentials });
    const swept = items.filter(
      each =>
        each.accountId === accountId &&
        (region === 'global' || each.region === region),
    );
    if (swept.length === 0 || !swept.every(each => each.succeededAt)) {
      return {
        kind: 'unknown',
        because: `aws-estate has not yet read all of ${accountId}/${region}`,
      };
    }
    const page = await this.#estate.listResources(
      {
        accountId,
        resourceType,
        limit: 1,
        ...(region !== 'global' && { region }),
      },
      { credentials },
    );
    return page.totalItems === undefined
      ? {
          kind: 'unknown',
          because: 'aws-estate does not say how many there are',
        }
      : { kind: 'known', count: page.totalItems };
  }
}
