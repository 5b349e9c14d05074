// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { basename, delimiter, isAbsolute, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { InputError } from '@backstage/errors';
import type { RunnerKind } from '@groundwork/backstage-plugin-aws-stacks-runner';
import { z } from 'zod';

const run = promisify(execFile);
const versionSchema = z.object({ terraform_version: z.string() });

/** Finds Terraform or OpenTofu, and checks its version against the configured ones. */
export class TerraformBinary {
  readonly #binary: string;
  readonly #versions: readonly string[] | undefined;
  readonly #searchPath: string;
  /** Path and time of the binary that was checked last. */
  #checked: string | undefined;

  static create(options: {
    binary: string;
    versions?: readonly string[];
    searchPath: string;
  }): TerraformBinary {
    return new TerraformBinary(options);
  }

  private constructor(options: {
    binary: string;
    versions?: readonly string[];
    searchPath: string;
  }) {
    this.#binary = options.binary;
    this.#versions = options.versions;
    this.#searchPath = options.searchPath;
  }

  /**
   * The absolute path; refuses when there is none, or its version is not allowed. Elsewhere than on this host it is
   * looked for, and its version checked, by the program that does the job: then it is a name.
   */
  async resolve(runner: RunnerKind): Promise<string> {
    if (runner !== 'local') return basename(this.#binary);
    const path = await this.#find();
    if (this.#versions) await this.#checkVersion(path, this.#versions);
    return path;
  }

  async #find(): Promise<string> {
    const candidates =
      isAbsolute(this.#binary) || this.#binary.includes('/')
        ? [resolve(this.#binary)]
        : this.#searchPath
            .split(delimiter)
            .filter(isAbsolute)
            .map(folder => join(folder, this.#binary));
    for (const candidate of candidates) {
      if (await isExecutable(candidate)) return candidate;
    }
    throw new InputError(
      `${
        this.#binary
      } was not found; install Terraform or OpenTofu, or set groundwork.stacks.terraform.binary to its path. The engine CDK works without it`,
    );
  }

  async #checkVersion(
    path: string,
    versions: readonly string[],
  ): Promise<void> {
    const { mtimeMs } = await stat(path);
    const identity = `${path}@${mtimeMs}`;
    if (this.#checked === identity) return;
    const { stdout } = await run(path, ['version', '-json'], {
      env: { CHECKPOINT_DISABLE: '1' },
      timeout: 30_000,
    });
    const version = versionSchema.parse(JSON.parse(stdout)).terraform_version;
    if (!versions.includes(version)) {
      throw new InputError(
        `${path} is version ${version}, but groundwork.stacks.terraform.versions allows ${versions.join(
          ', ',
        )}; install one of them or add ${version}`,
      );
    }
    this.#checked = identity;
  }
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
