// SPDX-License-Identifier: Apache-2.0
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { sourceEntityName } from '../project/catalogInfo';
import { completeProject } from '../project/completeProject';
import { parseInput, projectInputSchema } from '../schemas/inputs';
import {
  type Zod3,
  description,
  engine,
  layerId,
  layerVersion,
  owner,
  stackName,
  system,
  target,
} from '../schemas/zod3';
import { examples } from './projectComplete.examples';

const ACTION_ID = 'groundwork:project:complete';

const INPUT = {
  layer: layerId,
  version: layerVersion,
  title: (z: Zod3) =>
    z
      .string()
      .min(1)
      .max(60)
      .describe("The layer's title, for example KMS key")
      .optional(),
  name: stackName,
  engine,
  target,
  owner,
  system,
  description,
};

const OUTPUT = {
  written: (z: Zod3) =>
    z.array(z.string()).describe('Files that were written, in order'),
  kept: (z: Zod3) =>
    z.array(z.string()).describe('Files that were there already'),
  sourceEntityRef: (z: Zod3) =>
    z
      .string()
      .describe(
        'The Component that catalog-info.yaml describes, once the project is registered',
      ),
};

/** `groundwork:project:complete`: writes what each project needs besides its layer. */
export function createProjectCompleteAction() {
  return createTemplateAction({
    id: ACTION_ID,
    description:
      'Completes a layer project in the workspace: catalog-info.yaml, README.md, mkdocs.yml, docs/index.md, layer.json with the version of the layer, a workflow that checks pull requests, .gitignore. A file that is there already stays as it is.',
    supportsDryRun: true,
    examples,
    schema: { input: INPUT, output: OUTPUT },
    async handler(ctx) {
      const project = parseInput(ACTION_ID, projectInputSchema, ctx.input);
      const { written, kept } = await completeProject(
        ctx.workspacePath,
        project,
      );
      ctx.logger.info(`Wrote ${written.join(', ') || 'nothing'}`);
      if (kept.length > 0) ctx.logger.info(`Kept ${kept.join(', ')}`);
      ctx.output('written', written);
      ctx.output('kept', kept);
      ctx.output(
        'sourceEntityRef',
        `component:default/${sourceEntityName(project)}`,
      );
    },
  });
}
