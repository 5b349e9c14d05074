// SPDX-License-Identifier: Apache-2.0
import type { AllowedSources } from './allowedSources';
import { refuseConfiguration } from './denyConfiguration';
import recorded from './__fixtures__/plan.json';
import { planJsonSchema } from './planJson';

const ONLY_AWS = { providers: ['hashicorp/aws'], modules: [] };

const refuse =
  (configuration: object, sources: AllowedSources = ONLY_AWS) =>
  () =>
    refuseConfiguration(
      planJsonSchema.parse({ ...recorded, configuration }),
      sources,
    );

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

describe('with more providers and modules', () => {
  const sources: AllowedSources = {
    providers: ['hashicorp/aws', 'hashicorp/random'],
    modules: ['terraform-aws-modules/vpc/aws'],
  };
  const configurationWith = (version: string) => ({
    provider_config: {
      random: { full_name: 'registry.opentofu.org/hashicorp/random' },
    },
    root_module: {
      module_calls: {
        vpc: {
          source: 'terraform-aws-modules/vpc/aws',
          version_constraint: version,
          module: {},
        },
      },
    },
  });

  it('accepts what is on the lists', () => {
    expect(refuse(configurationWith('5.1.2'), sources)).not.toThrow();
  });

  it('refuses a module whose version is not one', () => {
    expect(refuse(configurationWith('>= 5'), sources)).toThrow(
      'module.vpc comes from terraform-aws-modules/vpc/aws: it must have an exact version',
    );
  });
});
