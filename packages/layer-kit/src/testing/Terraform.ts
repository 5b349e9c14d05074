// SPDX-License-Identifier: Apache-2.0
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type ProgramEnd, findProgram, runProgram } from './runProgram';

/**
 * Terraform on copies of layers, without credentials. `npm run layers` and `npm test` name the program and the
 * configuration that leads to its providers, in GROUNDWORK_TERRAFORM and TF_CLI_CONFIG_FILE.
 */
export class Terraform {
  readonly #binary: string;

  /** Undefined when this machine has no Terraform. */
  static async create(): Promise<Terraform | undefined> {
    const named = process.env.GROUNDWORK_TERRAFORM;
    const binary = named || (await findProgram('terraform'));
    return binary === undefined ? undefined : new Terraform(binary);
  }

  private constructor(binary: string) {
    this.#binary = binary;
  }

  run(
    cwd: string,
    args: readonly string[],
    env: Record<string, string> = {},
  ): Promise<ProgramEnd> {
    const config = process.env.TF_CLI_CONFIG_FILE;
    return runProgram(this.#binary, args, {
      cwd,
      env: {
        CHECKPOINT_DISABLE: '1',
        TF_IN_AUTOMATION: '1',
        ...(config && { TF_CLI_CONFIG_FILE: config }),
        ...env,
      },
    });
  }

  /** Copies the Terraform part of a layer and initializes it there. */
  async prepare(
    layerFolder: string,
    target: string,
    options: { withTests: boolean },
  ): Promise<ProgramEnd> {
    await mkdir(target, { recursive: true });
    const source = path.join(layerFolder, 'skeleton/terraform');
    await cp(source, target, {
      recursive: true,
      filter: name =>
        !/(\.njk|\.terraform)$/.test(name) &&
        (options.withTests || path.basename(name) !== 'tests'),
    });
    return this.run(target, [
      'init',
      '-input=false',
      '-no-color',
      '-backend=false',
    ]);
  }
}
