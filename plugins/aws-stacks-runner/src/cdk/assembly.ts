// SPDX-License-Identifier: Apache-2.0
import { readFileSync, realpathSync, readdirSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import {
  type LayerContext,
  cloudFormationStackName,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';
import { sdkRegion } from '../aws/credentials';
import { partitionOf } from '../aws/partition';
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
  tags: z.record(z.string(), z.string()).default({}),
  notificationArns: z.array(z.string()).optional(),
  assumeRoleArn: z.string().optional(),
  assumeRoleExternalId: z.string().optional(),
  assumeRoleAdditionalOptions: z
    .looseObject({
      Tags: z
        .array(z.object({ Key: z.string(), Value: z.string() }))
        .optional(),
    })
    .optional(),
  cloudFormationExecutionRoleArn: z.string().optional(),
  stackTemplateAssetObjectUrl: z.string().optional(),
  requiresBootstrapStackVersion: z.number().optional(),
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
  /** Whether there are assets besides the template. */
  hasOtherAssets: boolean;
  tags: Record<string, string>;
  notificationArns: string[] | undefined;
  /** The role that makes the change set, when bootstrap made one for it. */
  deployRole: DeployRole | undefined;
  /** The role CloudFormation makes the resources with. */
  executionRoleArn: string | undefined;
  /** `s3://<bucket>/<key>`: where the template is when it was published. */
  templateLocation: string | undefined;
  bootstrapVersion: number;
}

/** A role the assembly names, with what it wants to be assumed with. */
export interface DeployRole {
  arn: string;
  externalId: string | undefined;
  tags: { Key: string; Value: string }[];
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

interface Asset {
  hash: string;
  path: string;
}

type AssetFile = [string, z.infer<typeof assetsSchema>['files'][string]];

function readAsset(
  folder: string,
  bucketPrefix: string,
  [hash, { source, destinations }]: AssetFile,
): Asset {
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
  return { hash, path };
}

function readAssets(folder: string, bucketPrefix: string): Asset[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.assets.json'))
    .flatMap(file => {
      const { files, dockerImages } = assetsSchema.parse(
        JSON.parse(readFileSync(join(folder, file), 'utf8')),
      );
      if (Object.keys(dockerImages).length > 0) {
        throw new JobError(
          'The layer builds container images, which the engine does not',
          HINT,
        );
      }
      return Object.entries(files).map(entry =>
        readAsset(folder, bucketPrefix, entry),
      );
    });
}

type StackProperties = z.infer<typeof stackSchema>;

/** The assembly leaves account, Region and partition open in what it names. */
function fillIn(text: string, { accountId, region }: LayerContext): string {
  const place = sdkRegion(region);
  return text
    .replaceAll('${AWS::Partition}', partitionOf(place))
    .replaceAll('${AWS::AccountId}', accountId)
    .replaceAll('${AWS::Region}', place);
}

/** A role of another account could not make the stack where it belongs. */
function fillInRole(arn: string | undefined, context: LayerContext) {
  if (arn === undefined) return undefined;
  const filled = fillIn(arn, context);
  if (!filled.includes(`:iam::${context.accountId}:role/`)) {
    throw new JobError(
      `The stack is to be deployed with ${filled}, which is no role of account ${context.accountId}`,
      HINT,
    );
  }
  return filled;
}

function readDeployment(properties: StackProperties, context: LayerContext) {
  const arn = fillInRole(properties.assumeRoleArn, context);
  const location = properties.stackTemplateAssetObjectUrl;
  return {
    tags: properties.tags,
    notificationArns: properties.notificationArns,
    deployRole:
      arn === undefined
        ? undefined
        : {
            arn,
            externalId: properties.assumeRoleExternalId,
            tags: properties.assumeRoleAdditionalOptions?.Tags ?? [],
          },
    executionRoleArn: fillInRole(
      properties.cloudFormationExecutionRoleArn,
      context,
    ),
    templateLocation:
      location === undefined ? undefined : fillIn(location, context),
    bootstrapVersion: properties.requiresBootstrapStackVersion ?? 0,
  };
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
  if (Object.keys(template.Resources ?? {}).length === 0) {
    throw new JobError('The template has no resources', HINT);
  }
  refuseLinks(folder);
  const assets = readAssets(folder, `cdk-${qualifier}-assets-`);
  const templatePath = resolve(folder, properties.templateFile);
  return {
    ...readDeployment(properties, context),
    name,
    artifact,
    templateFile: properties.templateFile,
    templateText,
    template,
    terminationProtection: properties.terminationProtection ?? false,
    assets: assets.map(({ hash }) => hash).sort(),
    hasOtherAssets: assets.some(({ path }) => path !== templatePath),
  };
}
