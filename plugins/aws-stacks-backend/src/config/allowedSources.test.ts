// SPDX-License-Identifier: Apache-2.0
import { ConfigReader } from '@backstage/config';
import { readAllowedSources } from './allowedSources';

const read = (terraform?: object) =>
  readAllowedSources(
    new ConfigReader({
      groundwork: { stacks: { ...(terraform && { terraform }) } },
    }),
  );

it('allows the AWS provider and modules of the bundle by default', () => {
  expect(read()).toEqual({
    allowedProviders: ['hashicorp/aws'],
    allowedModules: [],
  });
});

it('reads both lists', () => {
  const lists = {
    allowedProviders: ['hashicorp/aws', 'registry.example/acme/dns'],
    allowedModules: [
      'terraform-aws-modules/vpc/aws',
      'git::https://git.example/modules.git',
    ],
  };
  expect(read(lists)).toEqual(lists);
});

it.each([
  [
    { allowedProviders: ['aws'] },
    'allowedProviders[0] is aws, but it must be namespace/type',
  ],
  [
    { allowedProviders: ['hashicorp/aws', 'hashicorp/external'] },
    'allowedProviders[1] is hashicorp/external, but it runs code',
  ],
  [
    { allowedProviders: ['hashicorp/random'] },
    'allowedProviders must have hashicorp/aws',
  ],
  [
    { allowedModules: ['git::https://git.example/modules.git?ref=v1'] },
    'allowedModules[0] is git::https://git.example/modules.git?ref=v1, but it must be',
  ],
  [{ allowedModules: ['./local'] }, 'allowedModules[0] is ./local'],
])('refuses %j', (terraform, message) => {
  expect(() => read(terraform)).toThrow(
    `groundwork.stacks.terraform.${message}`,
  );
});
