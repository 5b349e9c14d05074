// SPDX-License-Identifier: Apache-2.0
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { EstateService } from '../service/EstateService';
import { READ_ONLY, problemShape } from './readOnly';

export function registerListAccounts(
  registry: ActionsRegistryService,
  { estate }: { estate: EstateService },
): void {
  registry.register({
    name: 'list-accounts',
    title: 'List AWS accounts',
    description:
      'Lists the AWS accounts of the estate: environment, owner, and for each Region how many resources were found, how many nobody owns and when it was last read. A count that is missing is unknown, not zero; problems say what could not be read.',
    attributes: READ_ONLY,
    schema: {
      input: z => z.object({}),
      output: z =>
        z.object({
          items: z.array(
            z.object({
              accountId: z.string(),
              name: z.string(),
              environment: z.string(),
              owner: z.string().optional(),
              regions: z.array(
                z.object({
                  region: z.string(),
                  resources: z.number().optional(),
                  unowned: z.number().optional(),
                  state: z.string(),
                  succeededAt: z.string().optional(),
                }),
              ),
            }),
          ),
          coveragePercent: z.number().optional(),
          problems: z.array(z.object(problemShape(z))),
        }),
    },
    action: async ({ credentials }) => {
      const { items, coveragePercent, problems } = await estate.accounts(
        credentials,
      );
      return { output: { items, coveragePercent, problems } };
    },
  });
}
