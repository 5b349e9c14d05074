// SPDX-License-Identifier: Apache-2.0
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import type {
  Account,
  OutputChoice,
  StacksApi,
} from '@groundwork/backstage-plugin-groundwork-common';
import { stacksApiRef } from '@groundwork/backstage-plugin-groundwork-react';
import { AwsTargetField } from '../components/AwsTargetField';
import { LayerOutputField } from '../components/LayerOutputField';
import { validateAwsTarget, validateLayerOutput } from '../fields/validation';

const account = (
  accountId: string,
  change: Partial<Account> & Pick<Account, 'name' | 'environment'>,
): Account => ({
  accountId,
  regions: ['us-east-1', 'eu-west-1'],
  provides: [],
  mayUse: true,
  ...change,
});

export const accounts = [
  account('111111111111', { name: 'Core', environment: 'production' }),
  account('111111111113', {
    name: 'Core dev',
    environment: 'development',
    regions: ['eu-west-1'],
  }),
  account('222222222222', {
    name: 'Other',
    environment: 'staging',
    mayUse: false,
  }),
];

export const keyChoice: OutputChoice = {
  stackId: '01JD5T0000000000000000KMS1',
  output: 'key_arn',
  value: 'arn:aws:kms:eu-west-1:111111111111:key/1234',
  stackName: 'orders',
  entityRef: 'resource:default/kms-orders-production',
  target: {
    accountId: '111111111111',
    region: 'eu-west-1',
    environment: 'production',
  },
};

const extensions = [
  {
    name: 'AwsTarget',
    component: AwsTargetField,
    validation: validateAwsTarget,
  },
  {
    name: 'LayerOutput',
    component: LayerOutputField,
    validation: validateLayerOutput,
  },
];

/** A form of these steps, as the scaffolder makes it; answers with what is created at the end. */
export function renderForm(
  steps: { title: string; properties: object; required?: string[] }[],
  api: Partial<StacksApi>,
) {
  const onCreate = jest.fn(async (_values: object) => {});
  const schemas = steps.map(({ title, properties, required }) => ({
    title,
    schema: { type: 'object', properties, required: required ?? [] },
  }));
  renderInTestApp(
    <Stepper
      manifest={{ title: 'Layer', steps: schemas as never }}
      extensions={extensions as never}
      onCreate={onCreate}
    />,
    {
      apis: [
        [
          stacksApiRef,
          {
            listAccounts: async () => ({ items: accounts, problems: [] }),
            ...api,
          },
        ],
      ],
      mountPath: '/create/templates/default/:templateName',
      initialRouteEntries: ['/create/templates/default/data-lake'],
    },
  );
  return onCreate;
}
