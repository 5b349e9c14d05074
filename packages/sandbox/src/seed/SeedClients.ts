// SPDX-License-Identifier: Apache-2.0
import { Agent } from 'node:http';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { ServiceUnavailableError } from '@backstage/errors';
import { MANAGEMENT_ACCOUNT_ID } from './accounts';

/** What every SDK client of the seed is made with. */
export interface SeedClientConfig {
  endpoint: string;
  region: string;
  credentials: {
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken?: string;
  };
  maxAttempts: number;
  requestHandler: { httpAgent: Agent; socketAcquisitionWarningTimeout: number };
}

/** The emulator takes any credentials; unknown ones belong to the management account. */
const MANAGEMENT_CREDENTIALS = {
  accessKeyId: 'sandbox',
  secretAccessKey: 'sandbox',
};
/** More at once only makes the emulator's threads wait for each other. */
const PARALLEL_CALLS = 3;
const ACCESS_ROLE = 'OrganizationAccountAccessRole';

/** Makes client configurations for each account, by the role Organizations leaves in it. */
export class SeedClients {
  readonly #endpoint: string;
  readonly #handler = {
    httpAgent: new Agent({ keepAlive: true, maxSockets: PARALLEL_CALLS }),
    // Waiting for a socket is the plan here, not a fault.
    socketAcquisitionWarningTimeout: 600_000,
  };
  readonly #credentials = new Map<
    string,
    Promise<SeedClientConfig['credentials']>
  >();

  static create(options: { endpoint: string }) {
    return new SeedClients(options.endpoint);
  }

  private constructor(endpoint: string) {
    this.#endpoint = endpoint;
  }

  async configFor(
    accountId: string,
    region: string,
  ): Promise<SeedClientConfig> {
    const credentials = await this.#credentialsFor(accountId);
    return {
      endpoint: this.#endpoint,
      region,
      credentials,
      maxAttempts: 3,
      requestHandler: this.#handler,
    };
  }

  #credentialsFor(accountId: string): Promise<SeedClientConfig['credentials']> {
    const known = this.#credentials.get(accountId);
    if (known) return known;
    const credentials =
      accountId === MANAGEMENT_ACCOUNT_ID
        ? Promise.resolve(MANAGEMENT_CREDENTIALS)
        : this.#assumeAccessRole(accountId);
    this.#credentials.set(accountId, credentials);
    return credentials;
  }

  async #assumeAccessRole(accountId: string) {
    const sts = new STSClient({
      endpoint: this.#endpoint,
      region: 'us-east-1',
      credentials: MANAGEMENT_CREDENTIALS,
      requestHandler: this.#handler,
    });
    const { Credentials: made } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${accountId}:role/${ACCESS_ROLE}`,
        RoleSessionName: 'sandbox-seed',
      }),
    );
    if (!made?.AccessKeyId || !made.SecretAccessKey) {
      throw new ServiceUnavailableError(
        `The emulator gave no credentials for ${ACCESS_ROLE} in account ${accountId}`,
      );
    }
    return {
      accessKeyId: made.AccessKeyId,
      secretAccessKey: made.SecretAccessKey,
      sessionToken: made.SessionToken,
    };
  }
}
