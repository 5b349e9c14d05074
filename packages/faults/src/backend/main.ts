// SPDX-License-Identifier: Apache-2.0

/*
 * The plugin that is killed, alone: everybody is who they say and may do everything, and the catalog is empty. Started
 * as a process of its own by BackendProcess, several times at once when it is a matter of replicas.
 */
import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { doorsModule } from './doors';

const backend = createBackend();

backend.add(mockServices.auth.factory());
backend.add(mockServices.httpAuth.factory());
backend.add(mockServices.userInfo.factory());
backend.add(catalogServiceMock.factory());
backend.add(import('@groundwork/backstage-plugin-aws-stacks-backend'));
backend.add(doorsModule);

backend.start();
