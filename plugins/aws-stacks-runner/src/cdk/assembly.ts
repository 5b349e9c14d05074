// SPDX-License-Identifier: Apache-2.0
import {
  readFileSync,
  realpathSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve, sep } from 'node:path';
import {
  type LayerContext,
  cloudFormationStackName,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';
import { sdkRegion } from '../aws/credentials';
import { JobError } from '../job/context';

const manifestSchema = z.looseObject({
  artifacts: z.record(
    z.string(),
    z.looseObject({
      type: z.string(),
      environment: z.string().optional(),
      properties: z.looseObject({}).optional(),
    }),
  ),
});

const stackSchema = z.looseObject({
  templateFile: z.string(),
  stackName: z.string().optional(),
  terminationProtection: z.boolean().optional(),
});

const assetsSchema = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({
          path: z.string().optional(),
          executable: z.array(z.string()).optional(),
        }),
        destinations: z.record(
          z.string(),
          z.object({ bucketName: z.string() }),
        ),
      }),
    )
    .default({}),
  dockerImages: z.record(z.string(), z.unknown()).default({}),
});

const templateSchema = z.record(z.string(), z.json());

/** A parsed CloudFormation template. */
export type Template = z.infer<typeof templateSchema>;

/** What an assembly is going to deploy: exactly one stack. */
export interface PlannedStack {
  name: string;
  /** Name of the artifact in the assembly. */
  artifact: string;
  /** The template as it is uploaded. */
  templateFile: string;
  templateText: string;
  template: Template;
  terminationProtection: boolean;
  /** Hashes of the assets, sorted. */
  assets: string[];
}

const HINT = 'Correct the layer and plan again';

export function parseTemplate(text: string): Template {
  return templateSchema.parse(JSON.parse(text));
}

function readManifest(folder: string) {
  return manifestSchema.parse(
    JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')),
  );
}

/** The artifact must be the stack of this run, in the account and Region of this run. */
function findStack(folder: string, context: LayerContext) {
  const stacks = Object.entries(readManifest(folder).artifacts).filter(
    ([, { type }]) => type === 'aws:cloudformation:stack',
  );
  const wanted = cloudFormationStackName(context);
  const names = stacks.map(
    ([id, { properties }]) => properties?.stackName ?? id,
  );
  if (stacks.length !== 1 || names[0] !== wanted) {
    throw new JobError(
      `The app makes the stacks ${
        names.join(', ') || 'none'
      }, but a layer makes exactly one, ${wanted}`,
      HINT,
    );
  }
  const [[artifact, { environment, properties }]] = stacks;
  const place = `aws://${context.accountId}/${sdkRegion(context.region)}`;
  if (environment !== place) {
    throw new JobError(
      `The stack is for ${
        environment ?? 'no environment'
      }, but the run is for ${place}`,
      'Give the stack the account and Region of cdk/groundwork.json',
    );
  }
  return { artifact, name: wanted, properties: stackSchema.parse(properties) };
}

/** The toolkit follows links when it packs an asset, and runs what an asset calls executable. */
function refuseLinks(folder: string): void {
  const root = realpathSync(folder) + sep;
  for (const entry of readdirSync(folder, {
    recursive: true,
    withFileTypes: true,
  })) {
    if (!entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    if (!realpathSync(path).startsWith(root)) {
      throw new JobError(
        `The asset ${entry.name} is a link to outside of the layer`,
        HINT,
      );
    }
  }
}

function readAssets(folder: string, bucketPrefix: string): string[] {
  const hashes: string[] = [];
  for (const file of readdirSync(folder).filter(name =>
    name.endsWith('.assets.json'),
  )) {
    const { files, dockerImages } = assetsSchema.parse(
      JSON.parse(readFileSync(join(folder, file), 'utf8')),
    );
    if (Object.keys(dockerImages).length > 0) {
      throw new JobError(
        'The layer builds container images, which the engine does not',
        HINT,
      );
    }
    for (const [hash, { source, destinations }] of Object.entries(files)) {
      const path = resolve(folder, source.path ?? '');
      if (source.executable || !path.startsWith(resolve(folder) + sep)) {
        throw new JobError(
          `The asset ${hash} is not a file or folder of the assembly`,
          HINT,
        );
      }
      for (const { bucketName } of Object.values(destinations)) {
        if (!bucketName.startsWith(bucketPrefix)) {
          throw new JobError(
            `An asset would be published to ${bucketName}, not to ${bucketPrefix}…`,
            HINT,
          );
        }
      }
      hashes.push(hash);
    }
  }
  return hashes.sort();
}

/** Reads the one stack of an assembly and refuses all that would do more than deploy it. */
export function readAssembly(
  folder: string,
  context: LayerContext,
  qualifier: string,
): PlannedStack {
  const { artifact, name, properties } = findStack(folder, context);
  const templateText = readFileSync(
    join(folder, properties.templateFile),
    'utf8',
  );
  const template = parseTemplate(templateText);
  // The toolkit deletes a stack whose template has no resources, already when it plans.
  if (Object.keys(template.Resources ?? {}).length === 0) {
    throw new JobError('The template has no resources', HINT);
  }
  refuseLinks(folder);
  return {
    name,
    artifact,
    templateFile: properties.templateFile,
    templateText,
    template,
    terminationProtection: properties.terminationProtection ?? false,
    assets: readAssets(folder, `cdk-${qualifier}-assets-`),
  };
}

/** The toolkit sets termination protection already when it plans; with the value of now it has nothing to set. */
export function keepTerminationProtection(
  folder: string,
  artifact: string,
  current: boolean,
): void {
  const manifest = readManifest(folder);
  const properties = manifest.artifacts[artifact]?.properties;
  if (!properties) return;
  properties.terminationProtection = current;
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
}
