// SPDX-License-Identifier: Apache-2.0
import {
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { Maker, tagsOf } from './types';

export const userPool: Maker = async ({ config, account }, spec) => {
  const cognito = new CognitoIdentityProviderClient(config);
  const { UserPools = [] } = await cognito.send(
    new ListUserPoolsCommand({ MaxResults: 60 }),
  );
  if (UserPools.some(pool => pool.Name === spec.name)) return;
  await cognito.send(
    new CreateUserPoolCommand({
      PoolName: spec.name,
      MfaConfiguration: 'OPTIONAL',
      UserPoolTags: tagsOf(account, spec),
    }),
  );
};
