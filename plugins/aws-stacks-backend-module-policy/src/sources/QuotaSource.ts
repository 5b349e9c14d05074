// SPDX-License-Identifier: Apache-2.0
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  NoSuchResourceException,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import {
  type AwsClients,
  describeAwsError,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { SweepTarget } from '@groundwork/backstage-plugin-groundwork-common';
import { DEFAULTS_OF, type Quota } from './quotas';

/** How long a quota that was read holds, and one that could not be. */
const HOLDS_MS = { read: 60 * 60_000, notRead: 5 * 60_000 };
/** A plan does not wait longer than this for a quota. */
const TIMEOUT_MS = 10_000;

/** What a quota is, and how that is known, in words. */
export interface QuotaValue {
  value: number;
  source: string;
}

interface KnownQuota {
  until: number;
  value: Promise<QuotaValue>;
}

/** Reads the quotas of accounts from Service Quotas; where they cannot be read, AWS's defaults hold, and it says so. */
export class QuotaSource {
  readonly #clients: AwsClients;
  readonly #known = new Map<string, KnownQuota>();

  static create(options: { clients: AwsClients }): QuotaSource {
    return new QuotaSource(options.clients);
  }

  private constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  /** The quota of an account and Region. Never rejects. */
  async read(quota: Quota, target: SweepTarget): Promise<QuotaValue> {
    const place = quota.isGlobal ? { ...target, region: 'global' } : target;
    const key = `${place.accountId}/${place.region}/${quota.quotaCode}`;
    const known = this.#known.get(key);
    if (known && Date.now() < known.until) return known.value;
    const asked: KnownQuota = {
      until: Date.now() + HOLDS_MS.read,
      value: this.#ask(quota, place).catch(error => {
        asked.until = Date.now() + HOLDS_MS.notRead;
        return standardOf(quota, error);
      }),
    };
    this.#known.set(key, asked);
    return asked.value;
  }

  async #ask(
    { serviceCode, quotaCode }: Quota,
    target: SweepTarget,
  ): Promise<QuotaValue> {
    const client = await this.#clients.client(ServiceQuotasClient, target);
    const limited = this.#clients.limit(target, 'servicequotas');
    const input = { ServiceCode: serviceCode, QuotaCode: quotaCode };
    const abortSignal = AbortSignal.timeout(TIMEOUT_MS);
    try {
      const { Quota: found } = await limited(() =>
        client.send(new GetServiceQuotaCommand(input), { abortSignal }),
      );
      return toValue(
        found?.Value,
        'as Service Quotas gives it for the account',
      );
    } catch (error) {
      if (!(error instanceof NoSuchResourceException)) throw error;
    }
    const { Quota: standard } = await limited(() =>
      client.send(new GetAWSDefaultServiceQuotaCommand(input), { abortSignal }),
    );
    return toValue(
      standard?.Value,
      "AWS's default, as Service Quotas gives it",
    );
  }
}

function standardOf({ defaultValue }: Quota, error: unknown): QuotaValue {
  const { hint } = describeAwsError(error, {
    service: 'servicequotas',
    operation: 'GetServiceQuota',
  });
  return {
    value: defaultValue,
    source: `AWS's default of ${DEFAULTS_OF}, because the account's own could not be read: ${hint}`,
  };
}

function toValue(value: number | undefined, source: string): QuotaValue {
  if (value === undefined) {
    throw new Error('Service Quotas answered without a value');
  }
  return { value, source };
}
