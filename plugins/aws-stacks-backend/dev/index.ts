// SPDX-License-Identifier: Apache-2.0

/*
 * Runs this plugin alone: everybody is user:default/mock and may do everything, the catalog is empty. It wants an
 * account to work in; the sandbox has some:
 *
 *   node ../../packages/sandbox/bin/groundwork-sandbox.js up --seed minimal --port 4566 --control-port 4567
 *   AWS_ENDPOINT_URL=http://localhost:4566 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test yarn start \
 *     --config ../../app-config.yaml --config ../../app-config.sandbox.yaml
 *
 *   curl localhost:7007/api/aws-stacks/v1/accounts
 *   curl -H 'content-type: application/gzip' --data-binary @bundle.tgz localhost:7007/api/aws-stacks/v1/bundles
 *   curl -H 'content-type: application/json' localhost:7007/api/aws-stacks/v1/runs -d '{"layer":"kms","name":"orders",
 *     "engine":"terraform","owner":"group:default/ai-core-team","source":{"kind":"bundle","digest":"<digest>"},
 *     "target":{"accountId":"111111111113","region":"eu-west-1","environment":"development"}}'
 *   curl localhost:7007/api/aws-stacks/v1/runs
 */
import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';

const backend = createBackend();

backend.add(mockServices.auth.factory());
backend.add(mockServices.httpAuth.factory());
backend.add(mockServices.userInfo.factory());
backend.add(catalogServiceMock.factory());
backend.add(import('../src'));

backend.start();
