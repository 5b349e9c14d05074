// SPDX-License-Identifier: Apache-2.0
import type { AwsCredentialProvider } from '@backstage/integration-aws-node';

type Provider = AwsCredentialProvider['sdkCredentialProvider'];

/** The SDK asks for new ones this long before the old ones end. */
const RENEW_BEFORE_MS = 5 * 60 * 1000;

/** Shares what a provider answers between clients until shortly before it expires. A failure is not kept. */
export function keepCredentials(provider: Provider): Provider {
  let kept: ReturnType<Provider> | undefined;
  let renewAt = 0;
  return async options => {
    if (kept && Date.now() < renewAt) return kept;
    renewAt = Number.POSITIVE_INFINITY;
    const asked = provider(options);
    kept = asked;
    try {
      const credentials = await asked;
      const { expiration } = credentials;
      if (expiration) renewAt = expiration.getTime() - RENEW_BEFORE_MS;
      return credentials;
    } catch (error) {
      renewAt = 0;
      throw error;
    }
  };
}
