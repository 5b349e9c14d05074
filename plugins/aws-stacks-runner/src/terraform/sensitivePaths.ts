// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { JobContext } from '../job/context';
import { sha256 } from '../seal';
import type { TerraformCli } from './TerraformCli';

const blockSchema = z.object({
  attributes: z
    .record(
      z.string(),
      z.object({
        sensitive: z.boolean().optional(),
        get nested_type() {
          return z
            .object({ attributes: blockSchema.shape.attributes })
            .optional();
        },
      }),
    )
    .optional(),
  get block_types() {
    return z.record(z.string(), z.object({ block: blockSchema })).optional();
  },
});

type Block = z.infer<typeof blockSchema>;

const resourcesSchema = z
  .record(z.string(), z.object({ block: blockSchema }))
  .default({});

const schemasSchema = z.object({
  provider_schemas: z.record(
    z.string(),
    z.object({
      resource_schemas: resourcesSchema,
      data_source_schemas: resourcesSchema,
    }),
  ),
});

const cacheSchema = z.record(z.string(), z.array(z.string()));

/** For each resource type, the paths that the provider calls sensitive, dotted and without indexes. */
export type SensitivePaths = Readonly<Record<string, readonly string[]>>;

function blockPaths(block: Block, prefix: string): string[] {
  const own = Object.entries(block.attributes ?? {}).flatMap(
    ([name, attribute]) => {
      const path = `${prefix}${name}`;
      if (attribute.sensitive) return [path];
      return attribute.nested_type
        ? blockPaths(attribute.nested_type, `${path}.`)
        : [];
    },
  );
  const nested = Object.entries(block.block_types ?? {}).flatMap(
    ([name, type]) => blockPaths(type.block, `${prefix}${name}.`),
  );
  return [...own, ...nested];
}

/** The sensitive paths in the output of `providers schema -json`. */
export function readSensitivePaths(schemas: unknown): SensitivePaths {
  const { provider_schemas: providers } = schemasSchema.parse(schemas);
  const found: Record<string, string[]> = {};
  for (const provider of Object.values(providers)) {
    for (const kind of [
      provider.resource_schemas,
      provider.data_source_schemas,
    ]) {
      for (const [type, { block }] of Object.entries(kind)) {
        const paths = blockPaths(block, '');
        if (paths.length > 0) {
          found[type] = [...new Set([...(found[type] ?? []), ...paths])];
        }
      }
    }
  }
  return found;
}

/**
 * The provider's sensitive paths. Asking the provider takes seconds, so the list is kept, under the lock file that
 * names the provider's version and hashes.
 */
export async function loadSensitivePaths(
  context: JobContext,
  cli: TerraformCli,
  lock: string,
): Promise<SensitivePaths> {
  const folder = join(context.folder.cache, 'sensitive-paths');
  const file = join(folder, `${sha256(lock)}.json`);
  const kept = readCache(file);
  if (kept) return kept;
  const end = await cli.run(['providers', 'schema', '-json']);
  context.interruption.throwIfInterrupted();
  const paths = readSensitivePaths(JSON.parse(end.stdout));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(paths), { mode: 0o600 });
  renameSync(draft, file);
  return paths;
}

function readCache(file: string): SensitivePaths | undefined {
  try {
    const parsed = cacheSchema.safeParse(
      JSON.parse(readFileSync(file, 'utf8')),
    );
    return parsed.success ? parsed.data : undefined;
  } catch {
    // Missing or broken, it is made again.
    return undefined;
  }
}
