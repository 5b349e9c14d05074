// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { JsonObject, JsonValue } from '@backstage/types';
import { JobError } from '../job/context';
import {
  type AllowedSources,
  isAllowedProvider,
  isAllowedType,
  moduleObjection,
  providerNames,
} from './allowedSources';
import { type HclFile, readHclFiles } from './hcl';

type Value = JsonValue | undefined;

const TOP_LEVEL = [
  '//',
  'check',
  'data',
  'ephemeral',
  'import',
  'locals',
  'module',
  'moved',
  'output',
  'provider',
  'removed',
  'resource',
  'terraform',
  'variable',
];

/** These would lead away from the account, Region and credentials that were reviewed. */
const PROVIDER_ARGUMENTS = [
  'access_key',
  'assume_role',
  'assume_role_with_web_identity',
  'custom_ca_bundle',
  'endpoints',
  'http_proxy',
  'https_proxy',
  'profile',
  'secret_key',
  'shared_config_files',
  'shared_credentials_files',
  'token',
];

const FILE_FUNCTIONS =
  /\b(?:file|filebase64|filemd5|filesha\w*|filebase64sha\w*|fileexists|fileset|templatefile)\s*\(\s*([^,)]*)/g;
/** A literal path below the module: neither absolute nor with `..`. */
const INSIDE =
  /^\\?"(?:\$\{path\.(?:module|root)\}(?:\/|(?=\\?"))|\.\/)?(?!\/)(?:[\w-]|\.(?!\.)|\/(?!\/))*\\?"$|^path\.(?:module|root)$/;

const isObject = (value: Value): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A block is an object, or a list of them when it can be repeated. */
const blocksOf = (value: Value): JsonObject[] =>
  (Array.isArray(value) ? value : [value]).filter(isObject);

/** The labelled blocks of a kind, as `[label, body]`. */
const labelled = (value: Value): [string, Value][] =>
  blocksOf(value)
    .flatMap(block => Object.entries(block))
    .filter(([label]) => label !== '//');

/** The rules of one file. Each refusal names the file, and the line where the text is found. */
class SourceRules {
  readonly #file: HclFile;
  readonly #sources: AllowedSources;

  constructor(file: HclFile, sources: AllowedSources) {
    this.#file = file;
    this.#sources = sources;
  }

  check(): void {
    const { blocks } = this.#file;
    for (const kind of Object.keys(blocks)) {
      if (!TOP_LEVEL.includes(kind)) {
        this.#refuse(`${kind} blocks are not allowed`, kind);
      }
    }
    for (const block of blocksOf(blocks.terraform)) this.#terraform(block);
    for (const [name, body] of labelled(blocks.provider))
      this.#provider(name, body);
    for (const [type, named] of labelled(blocks.resource))
      this.#resource(type, named);
    for (const kind of ['data', 'ephemeral']) this.#data(kind, blocks[kind]);
    for (const [name, body] of labelled(blocks.module))
      this.#module(name, body);
    for (const body of blocksOf(blocks.removed))
      this.#provisioners('removed', body);
    for (const [, body] of labelled(blocks.check)) {
      for (const block of blocksOf(body)) this.#data('data', block.data);
    }
    this.#expressions(blocks);
  }

  #terraform(block: JsonObject): void {
    for (const kind of ['backend', 'cloud', 'provider_meta', 'experiments']) {
      if (kind in block) {
        this.#refuse(
          `a ${kind} block is not allowed: the engine decides it`,
          kind,
        );
      }
    }
    for (const [name, requirement] of labelled(block.required_providers)) {
      this.#requirement(name, requirement);
    }
  }

  #requirement(name: string, requirement: Value): void {
    const source = isObject(requirement)
      ? requirement.source
      : `hashicorp/${name}`;
    const isAllowed =
      typeof source === 'string' &&
      isAllowedProvider(source, this.#sources) &&
      source.endsWith(`/${name}`);
    if (isAllowed) return;
    this.#refuse(
      `the provider ${String(
        source ?? name,
      )} is not allowed, only ${this.#sources.providers.join(', ')}`,
      name,
    );
  }

  #provider(name: string, body: Value): void {
    const names = providerNames(this.#sources);
    if (!names.includes(name)) {
      this.#refuse(
        `the provider ${name} is not allowed, only ${names.join(', ')}`,
        `"${name}"`,
      );
    }
    const denied = name === 'aws' ? PROVIDER_ARGUMENTS : ['exec'];
    for (const block of blocksOf(body)) {
      for (const argument of denied) {
        if (argument in block) {
          this.#refuse(
            `provider "${name}" may not set ${argument}: the engine gives credentials and endpoints`,
            argument,
          );
        }
      }
    }
  }

  #resource(type: string, named: Value): void {
    if (!isAllowedType(type, this.#sources) && type !== 'terraform_data') {
      this.#refuse(`resources of type ${type} are not allowed`, `"${type}"`);
    }
    for (const [name, body] of labelled(named)) {
      for (const block of blocksOf(body))
        this.#provisioners(`${type}.${name}`, block);
    }
  }

  #provisioners(owner: string, block: JsonObject): void {
    for (const kind of ['provisioner', 'connection']) {
      if (kind in block) {
        this.#refuse(`${owner} has a ${kind}: code may not be run`, kind);
      }
    }
  }

  #data(kind: string, value: Value): void {
    for (const [type] of labelled(value)) {
      if (!isAllowedType(type, this.#sources)) {
        this.#refuse(
          `${kind} sources of type ${type} are not allowed`,
          `"${type}"`,
        );
      }
    }
  }

  #module(name: string, body: Value): void {
    for (const { source, version } of blocksOf(body)) {
      if (typeof source === 'string' && this.#isInside(source)) continue;
      const why = moduleObjection(
        String(source),
        typeof version === 'string' ? version : undefined,
        this.#sources,
      );
      if (why !== undefined) {
        this.#refuse(
          `module.${name} comes from ${String(source)}: ${why}`,
          'source',
        );
      }
    }
  }

  /** A local path that stays where the file came from: in the bundle, or in its downloaded package. */
  #isInside(source: string): boolean {
    if (!/^\.\.?\//.test(source)) return false;
    const target = posix.join(posix.dirname(this.#file.name), source);
    const root = this.#file.root;
    return target === root || target.startsWith(`${root}/`);
  }

  /** A function that reads files may read those of the bundle, named literally. */
  #expressions(value: Value): void {
    if (typeof value === 'string') {
      for (const [call, argument] of value.matchAll(FILE_FUNCTIONS)) {
        if (value.includes('${') && !INSIDE.test(argument.trim())) {
          this.#refuse(
            `${call.trim()} … reads a file that is not named by a literal path inside the module`,
            call.slice(0, call.indexOf('(')),
          );
        }
      }
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    for (const item of Object.values(value)) this.#expressions(item);
  }

  #refuse(what: string, searched: string): never {
    const line = this.#file.text
      .split('\n')
      .findIndex(text => text.includes(searched));
    const place = line < 0 ? this.#file.name : `${this.#file.name}:${line + 1}`;
    throw new JobError(
      `The source is refused at ${place}: ${what}`,
      'Remove it from the source and plan again',
    );
  }
}

/** Refuses, before anything of it runs, a source that could run code or reach beyond its account. */
export async function refuseSource(
  source: string,
  sources: AllowedSources,
): Promise<void> {
  if (!existsSync(join(source, 'terraform'))) return;
  refuseFiles(await readHclFiles(source), sources);
}

/** The same for files that were read already. */
export function refuseFiles(
  files: readonly HclFile[],
  sources: AllowedSources,
): void {
  for (const file of files) new SourceRules(file, sources).check();
}
