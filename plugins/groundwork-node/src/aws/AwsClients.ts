// SPDX-License-Identifier: Apache-2.0
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import {
  type AwsCredentialProvider,
  DefaultAwsCredentialsManager,
} from '@backstage/integration-aws-node';
import type { SweepTarget } from '@groundwork/backstage-plugin-groundwork-common';
import packageJson from '../../package.json';
import type { AccountsConfig } from '../accounts';
import { CallLimit, type CallLimitOptions } from './CallLimit';
import { keepCredentials } from './keepCredentials';
import { MissingCredentialsError } from './MissingCredentialsError';

/** What has no Region is asked in this one. */
const REGION_OF_GLOBAL = 'us-east-1';

/** How the credentials manager says that the configuration lacks an account. */
const NO_INTEGRATION = /no AWS integration that matches/;

const CONNECTION_TIMEOUT_MS = 5_000;
const SOCKET_TIMEOUT_MS = 60_000;

/**
 * The configuration that every SDK client of ours is made with. The endpoint is not in it: the SDK reads
 * `AWS_ENDPOINT_URL` itself.
 *
 * @public
 */
export interface AwsClientConfig {
  region: string;
  credentials: AwsCredentialProvider['sdkCredentialProvider'];
  retryMode: 'adaptive';
  customUserAgent: [string, string][];
  requestHandler: { connectionTimeout: number; socketTimeout: number };
}

/**
 * Makes SDK clients and keeps them: one for each client class, account and Region. Credentials are those of
 * `aws.accounts`, `aws.accountDefaults` and `aws.mainAccount`; a role is assumed once for an account, not once for a client.
 *
 * @public
 */
export class AwsClients {
  readonly #credentials: DefaultAwsCredentialsManager;
  readonly #accounts: AccountsConfig | undefined;
  readonly #logger: LoggerService;
  readonly #clients = new Map<string, KeptClient[]>();
  readonly #providers = new Map<
    string,
    Promise<AwsClientConfig['credentials']>
  >();
  readonly #limits = new Map<string, CallLimit>();

  /** Reads the configuration; asks AWS nothing. */
  static fromConfig(options: {
    config: Config;
    /** Gives accounts their names in messages. */
    accounts?: AccountsConfig;
    logger: LoggerService;
  }): AwsClients {
    return new AwsClients(options);
  }

  private constructor(options: {
    config: Config;
    accounts?: AccountsConfig;
    logger: LoggerService;
  }) {
    this.#credentials = DefaultAwsCredentialsManager.fromConfig(options.config);
    this.#accounts = options.accounts;
    this.#logger = options.logger;
  }

  /**
   * The client of this class for an account and Region; `global` is us-east-1. Rejects with a
   * `MissingCredentialsError` when the configuration has no credentials for the account.
   */
  async client<C>(
    make: new (config: AwsClientConfig) => C,
    target: SweepTarget,
  ): Promise<C> {
    const existing = this.#find(make, target);
    if (existing) return existing;
    const credentials = await this.#credentialsOf(target.accountId);
    // While the credentials were looked up, another caller may have made it.
    return this.#find(make, target) ?? this.#make(make, target, credentials);
  }

  /**
   * What runs calls of a service in an account and Region, a few at a time and not too often. Callers of the same
   * service, account and Region share it; the options of the first one hold.
   */
  limit(
    target: SweepTarget,
    service: string,
    options: CallLimitOptions = {},
  ): <T>(call: () => Promise<T>, signal?: AbortSignal) => Promise<T> {
    const key = `${service}/${keyOf(target)}`;
    const limit = this.#limits.get(key) ?? CallLimit.create(options);
    this.#limits.set(key, limit);
    return (call, signal) => limit.run(call, signal);
  }

  #find<C>(
    make: new (config: AwsClientConfig) => C,
    target: SweepTarget,
  ): C | undefined {
    const kept = this.#clients.get(keyOf(target)) ?? [];
    for (const { madeBy, client } of kept) {
      if (madeBy === make && client instanceof make) return client;
    }
    return undefined;
  }

  #make<C>(
    make: new (config: AwsClientConfig) => C,
    target: SweepTarget,
    credentials: AwsClientConfig['credentials'],
  ): C {
    const Client = make;
    const client = new Client({
      region: regionOf(target),
      credentials,
      retryMode: 'adaptive',
      customUserAgent: [['groundwork', packageJson.version]],
      requestHandler: {
        connectionTimeout: CONNECTION_TIMEOUT_MS,
        socketTimeout: SOCKET_TIMEOUT_MS,
      },
    });
    const kept = this.#clients.get(keyOf(target)) ?? [];
    this.#clients.set(keyOf(target), [...kept, { madeBy: make, client }]);
    this.#logger.debug(`Made ${make.name} for ${keyOf(target)}`);
    return client;
  }

  async #credentialsOf(
    accountId: string,
  ): Promise<AwsClientConfig['credentials']> {
    const known = this.#providers.get(accountId);
    if (known) return known;
    const asked = this.#lookUp(accountId);
    this.#providers.set(accountId, asked);
    // What could not be looked up is looked up again the next time.
    asked.catch(() => this.#providers.delete(accountId));
    return asked;
  }

  async #lookUp(accountId: string): Promise<AwsClientConfig['credentials']> {
    try {
      const found = await this.#credentials.getCredentialProvider({
        accountId,
      });
      return keepCredentials(found.sdkCredentialProvider);
    } catch (error) {
      // Anything else is AWS's answer, or the lack of one, to the question whose the main account is.
      if (!(error instanceof Error && NO_INTEGRATION.test(error.message))) {
        throw error;
      }
      const name = this.#accounts?.get(accountId)?.name;
      throw new MissingCredentialsError(
        `There are no credentials for the account ${accountId}${
          name ? ` (${name})` : ''
        }; add it to aws.accounts, or set aws.accountDefaults.roleName`,
      );
    }
  }
}

/** A client, and the class it was asked for by. */
interface KeptClient {
  madeBy: unknown;
  client: unknown;
}

function regionOf({ region }: SweepTarget): string {
  return region === 'global' ? REGION_OF_GLOBAL : region;
}

function keyOf(target: SweepTarget): string {
  return `${target.accountId}/${regionOf(target)}`;
}
