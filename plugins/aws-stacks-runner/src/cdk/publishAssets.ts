// SPDX-License-Identifier: Apache-2.0
import { isError } from '@backstage/errors';
import { type AwsCredentials, sdkRegion } from '../aws/credentials';
import { type JobContext, JobError } from '../job/context';
import type { PlannedStack } from './assembly';
import { ToolkitHost } from './ToolkitHost';

/**
 * Publishes the assets of an assembly, the template among them. The toolkit is loaded here alone: it takes longer than
 * the plan of a layer without assets.
 */
export async function publishAssets(
  context: JobContext,
  credentials: AwsCredentials,
  { folder, stack }: { folder: string; stack: PlannedStack },
): Promise<void> {
  const { Toolkit, BaseCredentials, StackSelectionStrategy } = await import(
    '@aws-cdk/toolkit-lib'
  );
  const toolkit = new Toolkit({
    ioHost: ToolkitHost.create(context),
    color: false,
    emojis: false,
    unstableFeatures: ['publish-assets'],
    sdkConfig: {
      baseCredentials: BaseCredentials.custom({
        provider: async () => credentials,
        region: sdkRegion(context.job.context.region),
      }),
    },
  });
  try {
    await toolkit.publishAssets(await toolkit.fromAssemblyDirectory(folder), {
      stacks: {
        strategy: StackSelectionStrategy.PATTERN_MUST_MATCH_SINGLE,
        patterns: [stack.artifact],
      },
    });
  } catch (error) {
    throw new JobError(
      `The assets of the layer could not be published: ${
        isError(error) ? error.message : String(error)
      }`,
      'Correct the layer or the permissions of the role, and plan again',
    );
  }
}
