// SPDX-License-Identifier: Apache-2.0
import type { RunnerJob } from '../protocol';

const REGISTRIES = ['registry.terraform.io', 'registry.opentofu.org'];

const EXACT_VERSION = /^=?\s*v?\d+\.\d+\.\d+(?:-[\w.]+)?$/;
const AT_COMMIT = /(?:^|&)ref=[0-9a-f]{40}(?:&|$)/;

/** What a source may use that is not part of it. */
export interface AllowedSources {
  /** As `required_providers` writes them: `hashicorp/aws`, with the host in front where it is another registry. */
  providers: readonly string[];
  /** As `module` blocks write them, without version and ref; none means only modules of the bundle. */
  modules: readonly string[];
}

/** What the job allows; the AWS provider alone when it says nothing. */
export function allowedSources({ terraform }: RunnerJob): AllowedSources {
  return {
    providers: terraform?.allowedProviders ?? ['hashicorp/aws'],
    modules: terraform?.allowedModules ?? [],
  };
}

/** The allowed providers with their hosts, at either public registry. */
export function providerAddresses({ providers }: AllowedSources): string[] {
  return providers.flatMap(provider =>
    provider.split('/').length === 3
      ? [provider]
      : REGISTRIES.map(registry => `${registry}/${provider}`),
  );
}

/** Whether a provider is allowed, with or without the host of its registry. */
export function isAllowedProvider(
  source: string,
  sources: AllowedSources,
): boolean {
  return (
    sources.providers.includes(source) ||
    providerAddresses(sources).includes(source)
  );
}

/** The last word of each allowed provider: its local name, and what its types begin with. */
export function providerNames({ providers }: AllowedSources): string[] {
  return providers.map(provider => provider.split('/').pop() ?? provider);
}

/** Whether resources of this type come from an allowed provider. */
export function isAllowedType(type: string, sources: AllowedSources): boolean {
  return providerNames(sources).some(
    name => type === name || type.startsWith(`${name}_`),
  );
}

/** Why a module from elsewhere may not be used; `undefined` when it may. */
export function moduleObjection(
  source: string,
  version: string | undefined,
  { modules }: AllowedSources,
): string | undefined {
  const [address, query = ''] = source.split('?');
  const allowed = modules.some(
    each => address === each || address.startsWith(`${each}//`),
  );
  if (!allowed || address.includes('..')) {
    return modules.length === 0
      ? 'modules must be part of the bundle'
      : `modules must be part of the bundle or one of ${modules.join(', ')}`;
  }
  if (address.startsWith('git::')) {
    return AT_COMMIT.test(query)
      ? undefined
      : 'it must name a commit (?ref= with 40 digits), so that what was reviewed is what is used';
  }
  return version !== undefined && EXACT_VERSION.test(version.trim())
    ? undefined
    : 'it must have an exact version, so that what was reviewed is what is used';
}
