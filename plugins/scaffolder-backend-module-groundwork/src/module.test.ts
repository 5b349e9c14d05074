// SPDX-License-Identifier: Apache-2.0
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  createMockDirectory,
} from '@backstage/backend-test-utils';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { stacksServiceRef } from '@groundwork/backstage-plugin-groundwork-node';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import request from 'supertest';
import { parse } from 'yaml';
import scaffolderModuleGroundwork from '.';
import {
  FakeStacks,
  RUN_ID,
  STACK_ID,
  TARGET,
  aRun,
} from './__testUtils__/fakeStacks';

const TEMPLATE_PATH = resolve(__dirname, '__fixtures__/template/template.yaml');
const VALUES = {
  name: 'orders',
  engine: 'terraform',
  target: TARGET,
  owner: 'group:default/orders-team',
};

function template(): Entity {
  const location = `file:${TEMPLATE_PATH}`;
  const entity = parse(readFileSync(TEMPLATE_PATH, 'utf8'));
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: {
        'backstage.io/managed-by-location': location,
        'backstage.io/managed-by-origin-location': location,
      },
    },
  };
}

describe('the scaffolder module', () => {
  const workingDirectory = createMockDirectory();

  async function start(stacks: FakeStacks) {
    const { server } = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleGroundwork,
        catalogServiceMock.factory({ entities: [template()] }),
        createServiceFactory({
          service: stacksServiceRef,
          deps: {},
          factory: () => stacks.service as never,
        }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            backend: {
              baseUrl: 'http://localhost:7007',
              workingDirectory: workingDirectory.path,
            },
          },
        }),
      ],
    });
    return request(server);
  }

  it('takes a whole template from the form to the plan', async () => {
    const stacks = new FakeStacks(aRun());
    const api = await start(stacks);
    const { body: created } = await api
      .post('/api/scaffolder/v2/tasks')
      .send({
        templateRef: 'template:default/kms-fixture',
        values: VALUES,
        secrets: { databasePassword: 'canary-4711' },
      })
      .expect(201);

    let task = { status: 'open' };
    while (['open', 'processing'].includes(task.status)) {
      await new Promise(done => setTimeout(done, 100));
      task = (await api.get(`/api/scaffolder/v2/tasks/${created.id}`)).body;
    }
    const events = await api.get(
      `/api/scaffolder/v2/tasks/${created.id}/events`,
    );
    const text = JSON.stringify(events.body);
    expect([task.status, text]).toEqual([
      'completed',
      expect.stringContaining('Plan: 2 to create'),
    ]);
    expect(text).not.toContain('canary-4711');
    expect(events.body.at(-1).body.output).toEqual({
      links: [
        {
          title: 'Open the run',
          url: `http://localhost:3000/aws-stacks/runs/${RUN_ID}`,
        },
      ],
      stackId: STACK_ID,
      state: 'awaiting-approval',
    });
    expect(stacks.requests).toEqual([
      expect.objectContaining({
        ...VALUES,
        layer: 'kms',
        layerOutputs: [],
        secretVariables: { master_password: 'canary-4711' },
      }),
    ]);
    expect(stacks.requests[0].system).toBeUndefined();
    expect(stacks.credentials[0]).toMatchObject({
      principal: {
        userEntityRef: mockCredentials.user().principal.userEntityRef,
      },
    });
  });

  it('takes the same template through a dry run without a call', async () => {
    const stacks = new FakeStacks(aRun());
    const api = await start(stacks);
    const { body, status } = await api.post('/api/scaffolder/v2/dry-run').send({
      template: template(),
      values: VALUES,
      secrets: {},
      directoryContents: [
        {
          path: 'skeleton/terraform/main.tf',
          base64Content: Buffer.from('# key').toString('base64'),
        },
      ],
    });
    expect([status, body.error]).toEqual([200, undefined]);
    expect(
      body.directoryContents.map((file: { path: string }) => file.path).sort(),
    ).toEqual([
      '.github/workflows/terraform.yml',
      '.gitignore',
      'README.md',
      'catalog-info.yaml',
      'docs/index.md',
      'mkdocs.yml',
      'terraform/main.tf',
    ]);
    expect(body.output.state).toBe('queued');
    expect(stacks.credentials).toEqual([]);
  });
});
