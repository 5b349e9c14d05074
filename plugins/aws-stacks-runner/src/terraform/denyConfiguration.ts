// SPDX-License-Identifier: Apache-2.0
import { JobError } from '../job/context';
import type { ConfiguredModule, PlanJson } from './planJson';
import {
  type AllowedSources,
  isAllowedProvider,
  moduleObjection,
} from './allowedSources';

const BUILT_IN = 'terraform.io/builtin/terraform';
const HINT = 'Remove it from the source and plan again';

function refuseModule(module: ConfiguredModule, sources: AllowedSources): void {
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
    const why = /^\.\.?\//.test(call.source)
      ? undefined
      : moduleObjection(call.source, call.version_constraint, sources);
    if (why !== undefined) {
      throw new JobError(
        `module.${name} comes from ${call.source}: ${why}`,
        HINT,
      );
    }
    if (call.module) refuseModule(call.module, sources);
  }
}

/** The same rules as for the source, on what Terraform itself has read: nothing that the parser missed is applied. */
export function refuseConfiguration(
  { configuration }: PlanJson,
  sources: AllowedSources,
): void {
  for (const { full_name: name } of Object.values(
    configuration.provider_config,
  )) {
    const isAllowed =
      name === undefined ||
      name === BUILT_IN ||
      isAllowedProvider(name, sources);
    if (!isAllowed) {
      throw new JobError(`The provider ${name} is not allowed`, HINT);
    }
  }
  refuseModule(configuration.root_module, sources);
}
