// SPDX-License-Identifier: Apache-2.0
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { findProviderMirror, writeCliConfig } from './providerMirror';
import { type ProgramEnd, findProgram, runProgram } from './runProgram';

/** Terraform on copies of layers, with providers from the mirror and no credentials. */
export class Terraform {
  readonly #binary: string;
  readonly #config: string;

  /** Undefined when this machine has no Terraform. */
  static async create(work: string): Promise<Terraform | undefined> {
    const binary = await findProgram('terraform');
    if (binary === undefined) return undefined;
    const config = path.join(work, 'terraform.rc');
    await writeCliConfig(config, await findProviderMirror());
    return new Terraform(binary, config);
  }

  private constructor(binary: string, config: string) {
    this.#binary = binary;
    this.#config = config;
  }

  run(
    cwd: string,
    args: readonly string[],
    env: Record<string, string> = {},
  ): Promise<ProgramEnd> {
    return runProgram(this.#binary, args, {
      cwd,
      env: {
        CHECKPOINT_DISABLE: '1',
        TF_IN_AUTOMATION: '1',
        TF_CLI_CONFIG_FILE: this.#config,
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
