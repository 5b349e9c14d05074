// SPDX-License-Identifier: Apache-2.0
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { TerraformBinary } from './TerraformBinary';

describe('TerraformBinary', () => {
  const directory = createMockDirectory();
  const path = join(directory.path, 'terraform');

  beforeEach(() => {
    writeFileSync(path, '#!/bin/sh\necho \'{"terraform_version":"1.11.4"}\'\n');
    chmodSync(path, 0o755);
  });

  const create = (options: {
    binary?: string;
    versions?: string[];
    searchPath?: string;
  }) =>
    TerraformBinary.create({
      binary: 'terraform',
      searchPath: `relative:/nowhere:${directory.path}`,
      ...options,
    });

  it('finds a name on the search path, and a path as it is', async () => {
    expect(await create({}).resolve('local')).toBe(path);
    expect(
      await create({ binary: path, searchPath: '' }).resolve('local'),
    ).toBe(path);
  });

  it('allows the configured versions only', async () => {
    expect(await create({ versions: ['1.11.4'] }).resolve('local')).toBe(path);
    await expect(
      create({ versions: ['1.9.0', '1.10.0'] }).resolve('local'),
    ).rejects.toThrow(
      'is version 1.11.4, but groundwork.stacks.terraform.versions allows 1.9.0, 1.10.0',
    );
  });

  it('says what to do when there is none', async () => {
    await expect(create({ searchPath: '' }).resolve('local')).rejects.toThrow(
      'terraform was not found; install',
    );
    chmodSync(path, 0o644);
    await expect(create({}).resolve('local')).rejects.toThrow(
      'terraform was not found',
    );
  });
});
