// SPDX-License-Identifier: Apache-2.0
import type { AwsCredentialsManager } from '@backstage/integration-aws-node';
import type { SweepTarget } from '@groundwork/backstage-plugin-groundwork-common';

type Credentials = Awaited<
  ReturnType<AwsCredentialsManager['getCredentialProvider']>
>['sdkCredentialProvider'];

/** What every SDK client is made with. */
export interface AwsClientConfig {
  region: string;
  credentials: Credentials;
  retryMode: 'adaptive';
  maxAttempts: number;
  customUserAgent: string;
}

/** What has no Region is asked in this one. */
const REGION_OF_GLOBAL = 'us-east-1';

/** Tries of one call; the SDK waits between them, longer when AWS throttles. */
const MAX_ATTEMPTS = 5;

/** Makes SDK clients for an account and Region, with the credentials of `aws.accounts`. */
export class AwsClients {
  readonly #credentials: AwsCredentialsManager;

  static create(options: { credentials: AwsCredentialsManager }): AwsClients {
    return new AwsClients(options.credentials);
  }

  private constructor(credentials: AwsCredentialsManager) {
    this.#credentials = credentials;
  }

  /** The endpoint is AWS's, or that of `AWS_ENDPOINT_URL`, which the SDK reads by itself. */
  async client<T>(
    Client: new (config: AwsClientConfig) => T,
    { accountId, region }: SweepTarget,
  ): Promise<T> {
    const provider = await this.#credentials.getCredentialProvider({
      accountId,
    });
    return new Client({
      region: region === 'global' ? REGION_OF_GLOBAL : region,
      credentials: provider.sdkCredentialProvider,
      retryMode: 'adaptive',
      maxAttempts: MAX_ATTEMPTS,
      customUserAgent: 'groundwork-estate',
    });
  }
}
