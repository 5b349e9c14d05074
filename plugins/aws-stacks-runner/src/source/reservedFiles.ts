// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';

const RESERVED: readonly { pattern: RegExp; because: string }[] = [
  {
    pattern: /(^|\/)(groundwork\.auto\.tfvars\.json|groundwork\.json)$/,
    because: 'the engine writes it',
  },
  {
    pattern: /(^|\/)groundwork_imports\.tf(\.json)?$/,
    because: 'the engine writes what a run imports',
  },
  {
    pattern: /\.auto\.tfvars(\.json)?$/,
    because:
      'it could replace what the engine says, as only terraform.tfvars.json cannot',
  },
  {
    pattern: /(^|\/)(override|[^/]*_override)\.(tf|tofu)(\.json)?$/,
    because: 'override files are the engine’s',
  },
  {
    pattern: /\.tofu(\.json)?$/,
    because: 'OpenTofu would read it instead of the .tf file that is reviewed',
  },
  {
    pattern: /(^|\/)\.terraform(\/|$)/,
    because: 'providers and modules come from the engine',
  },
  {
    pattern: /(^|\/)(\.terraformrc|terraform\.rc|[^/]*\.tfstate(\.backup)?)$/,
    because: 'state and settings come from the engine',
  },
  {
    pattern: /(^|\/)node_modules(\/|$)/,
    because: 'packages come from the engine',
  },
  {
    pattern: /^cdk\/cdk\.(out(\/|$)|context\.json$)/,
    because: 'the engine makes it',
  },
];

/** Refuses a bundle that brings a file whose meaning the engine decides. */
export function refuseReservedFiles(paths: readonly string[]): void {
  for (const path of paths) {
    const rule = RESERVED.find(({ pattern }) =>
      pattern.test(path.toLowerCase()),
    );
    if (rule) {
      throw new InputError(
        `The bundle is refused: it brings ${path}, but ${rule.because}; remove it from the source`,
      );
    }
  }
}
