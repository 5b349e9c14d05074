// SPDX-License-Identifier: Apache-2.0
import { refuseConfiguration } from './denyConfiguration';
import recorded from './__fixtures__/plan.json';
import { planJsonSchema } from './planJson';

const refuse = (configuration: object) => () =>
  refuseConfiguration(planJsonSchema.parse({ ...recorded, configuration }));

it('accepts the AWS provider and local modules', () => {
  expect(
    refuse({
      ...recorded.configuration,
      root_module: { module_calls: { m: { source: './m', module: {} } } },
    }),
  ).not.toThrow();
});

it.each([
  [
    'another provider',
    {
      provider_config: {
        x: { full_name: 'registry.terraform.io/hashicorp/http' },
      },
    },
    'The provider registry.terraform.io/hashicorp/http is not allowed',
  ],
  [
    'a provisioner in a module',
    {
      root_module: {
        module_calls: {
          m: {
            source: './m',
            module: {
              resources: [
                { address: 'a.b', provisioners: [{ type: 'local-exec' }] },
              ],
            },
          },
        },
      },
    },
    'a.b has a provisioner local-exec',
  ],
  [
    'a module from elsewhere',
    { root_module: { module_calls: { m: { source: 'git::https://x' } } } },
    'module.m comes from git::https://x',
  ],
])('refuses %s', (_, configuration, reason) => {
  expect(refuse(configuration)).toThrow(reason);
});
