// SPDX-License-Identifier: Apache-2.0
import type { AuthService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  ForwardedError,
  ResponseError,
} from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { EstateApi } from '@groundwork/backstage-plugin-groundwork-common';
import { writeUnlessPresent } from '../project/workspace';
import { ownershipInputSchema, parseInput } from '../schemas/inputs';
import type { Zod3 } from '../schemas/zod3';
import { examples } from './ownershipWrite.examples';

const ACTION_ID = 'groundwork:ownership:write';

/** What the action is made with. */
export interface OwnershipWriteActionOptions {
  auth: AuthService;
  estate: Pick<EstateApi, 'acceptOwners'>;
}

const INPUT = {
  owners: (z: Zod3) =>
    z
      .array(
        z.object({
          arn: z.string().describe('A resource of the estate that nobody owns'),
          entityRef: z.string().describe('The entity that is to own it'),
        }),
      )
      .min(1)
      .max(500)
      .describe('Resources and who is to own them'),
  path: (z: Zod3) =>
    z.string().min(1).describe('The file to write, within the workspace'),
};

const OUTPUT = {
  path: (z: Zod3) => z.string().describe('The file that was written'),
  resources: (z: Zod3) => z.number().describe('How many resources it names'),
};

/** An answer's status alone says nothing of why the owners were refused. */
function throwWithWords(error: unknown): never {
  if (!(error instanceof ResponseError)) throw error;
  throw new ForwardedError('aws-estate did not take the owners', error.cause);
}

/** `groundwork:ownership:write`: writes accepted owners as a catalog file. */
export function createOwnershipWriteAction(
  options: OwnershipWriteActionOptions,
) {
  const { auth, estate } = options;
  return createTemplateAction({
    id: ACTION_ID,
    description:
      'Writes a catalog file by which AWS resources that nobody owns come to belong to entities. It asks aws-estate in the name of whoever runs the template, who needs the permission to accept owners there.',
    examples,
    schema: { input: INPUT, output: OUTPUT },
    async handler(ctx) {
      const input = parseInput(ACTION_ID, ownershipInputSchema, ctx.input);
      const { token } = await auth.getPluginRequestToken({
        onBehalfOf: await ctx.getInitiatorCredentials(),
        targetPluginId: 'aws-estate',
      });
      const { content } = await estate
        .acceptOwners(
          { owners: input.owners, format: 'catalog-file' },
          { token, signal: ctx.signal },
        )
        .catch(throwWithWords);
      const { path } = input;
      if (!(await writeUnlessPresent(ctx.workspacePath, path, content))) {
        throw new ConflictError(
          `${path} is in the workspace already. Give another path, so that owners accepted before are kept.`,
        );
      }
      ctx.logger.info(`Wrote ${path}`);
      ctx.output('path', path);
      ctx.output('resources', input.owners.length);
    },
  });
}
