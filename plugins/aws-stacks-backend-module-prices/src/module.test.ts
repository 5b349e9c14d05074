// SPDX-License-Identifier: Apache-2.0
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  type StacksCostEstimator,
  stacksCostExtensionPoint,
} from '@groundwork/backstage-plugin-groundwork-node';
import { planned } from './__testUtils__/planned';
import prices from '.';

it('is the estimator of aws-stacks, with the configured assumptions', async () => {
  const estimators: StacksCostEstimator[] = [];
  const backend = await startTestBackend({
    extensionPoints: [
      [
        stacksCostExtensionPoint,
        { setCostEstimator: estimator => estimators.push(estimator) },
      ],
    ],
    features: [
      prices,
      mockServices.rootConfig.factory({
        data: { groundwork: { stacks: { prices: { priceFactor: 0.5 } } } },
      }),
    ],
  });
  const [estimator] = estimators;
  await expect(
    estimator.estimate(planned([{ type: 'aws_eip' }])),
  ).resolves.toMatchObject({ monthly: { expected: '1.83' } });
  await backend.stop();
});
