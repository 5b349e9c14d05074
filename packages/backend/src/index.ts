// SPDX-License-Identifier: Apache-2.0
import { createBackend } from '@backstage/backend-defaults';
import { stackSourceUrlReaderFactory } from '@groundwork/backstage-plugin-groundwork-node';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-proxy-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(
  import('@groundwork/backstage-plugin-catalog-backend-module-groundwork'),
);

backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(
  import('@groundwork/backstage-plugin-scaffolder-backend-module-groundwork'),
);

// Lets TechDocs read the source of a stack.
backend.add(stackSourceUrlReaderFactory);
backend.add(import('@backstage/plugin-techdocs-backend'));
backend.add(
  import('@groundwork/backstage-plugin-techdocs-backend-module-markdown'),
);

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-search-backend-module-techdocs'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@groundwork/backstage-plugin-permission-backend-module-groundwork'),
);
backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-mcp-actions-backend'));

backend.add(import('@groundwork/backstage-plugin-aws-security-backend'));
backend.add(import('@groundwork/backstage-plugin-aws-stacks-backend'));
backend.add(
  import('@groundwork/backstage-plugin-aws-stacks-backend-module-policy'),
);
backend.add(
  import('@groundwork/backstage-plugin-aws-stacks-backend-module-prices'),
);
backend.add(import('@groundwork/backstage-plugin-aws-estate-backend'));

// Does nothing unless the configuration says that this is the sandbox.
backend.add(import('@groundwork/sandbox'));

backend.start();
