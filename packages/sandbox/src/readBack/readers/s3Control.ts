// SPDX-License-Identifier: Apache-2.0
import {
  GetAccessPointCommand,
  GetAccessPointPolicyCommand,
} from '@aws-sdk/client-s3-control';
import type { Located, PropertyReader, ResourceReader } from '../types';
import { orNothing, parseJson } from '../values';

const getAccessPoint = ({ clients, accountId, physicalId }: Located) =>
  clients.s3Control.send(
    new GetAccessPointCommand({ AccountId: accountId, Name: physicalId }),
  );

const policy: PropertyReader = async ({ clients, accountId, physicalId }) => {
  const answer = await orNothing(
    clients.s3Control.send(
      new GetAccessPointPolicyCommand({
        AccountId: accountId,
        Name: physicalId,
      }),
    ),
  );
  return answer?.Policy === undefined ? undefined : parseJson(answer.Policy);
};

export const s3AccessPoint: ResourceReader = {
  async attributes(located) {
    const point = await getAccessPoint(located);
    return {
      Alias: point.Alias ?? '',
      Arn: point.AccessPointArn ?? '',
      Name: point.Name ?? '',
      NetworkOrigin: point.NetworkOrigin ?? '',
    };
  },
  properties: {
    Bucket: async context => (await getAccessPoint(context)).Bucket,
    Name: async context => (await getAccessPoint(context)).Name,
    Policy: policy,
    PublicAccessBlockConfiguration: async context =>
      (await getAccessPoint(context)).PublicAccessBlockConfiguration,
    VpcConfiguration: async context =>
      (await getAccessPoint(context)).VpcConfiguration,
  },
};
