// SPDX-License-Identifier: Apache-2.0
import { JobError } from '../job/context';
import type { ConfiguredModule, PlanJson } from './planJson';
import { ALLOWED_PROVIDERS } from './workspace';

const BUILT_IN = 'terraform.io/builtin/terraform';
const HINT = 'Remove it from the source and plan again';

function refuseModule(module: ConfiguredModule): void {
  for (const { address, provisioners = [] } of module.resources ?? []) {
    const [first] = provisioners;
    if (first) {
      throw new JobError(
        `${address} has a provisioner ${first.type}: provisioners are not allowed`,
        HINT,
      );
    }
  }
  for (const [name, call] of Object.entries(module.module_calls ?? {})) {
    if (!/^\.\.?\//.test(call.source)) {
      throw new JobError(
        `module.${name} comes from ${call.source}: modules must be part of the bundle`,
        HINT,
      );
    }
    if (call.module) refuseModule(call.module);
  }
}

/** The same rules as for the source, on what Terraform itself has read: nothing that the parser missed is applied. */
export function refuseConfiguration({ configuration }: PlanJson): void {
  const allowed: readonly string[] = [...ALLOWED_PROVIDERS, BUILT_IN];
  for (const { full_name: name } of Object.values(
    configuration.provider_config,
  )) {
    if (name !== undefined && !allowed.includes(name)) {
      throw new JobError(`The provider ${name} is not allowed`, HINT);
    }
  }
  refuseModule(configuration.root_module);
}
