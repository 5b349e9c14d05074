// SPDX-License-Identifier: Apache-2.0
import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import {
  createTemplateAction,
  scaffolderActionsExtensionPoint,
} from '@backstage/plugin-scaffolder-node';
import { NotAllowedError } from '@backstage/errors';
import { json } from 'express';
import PromiseRouter from 'express-promise-router';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import request from 'supertest';
import { parse } from 'yaml';
import scaffolderModuleGroundwork from '.';

const TEMPLATE = resolve(
  __dirname,
  '../../../templates/_ownership/template.yaml',
);
const OWNERS = [
  {
    arn: 'arn:aws:sqs:eu-west-1:111111111111:orders',
    entityRef: 'component:default/orders',
  },
];
const CONTENT = 'kind: Resource\n';

function template(): Entity {
  const location = `file:${TEMPLATE}`;
  const entity = parse(readFileSync(TEMPLATE, 'utf8'));
  const annotations = {
    'backstage.io/managed-by-location': location,
    'backstage.io/managed-by-origin-location': location,
  };
  return { ...entity, metadata: { ...entity.metadata, annotations } };
}

/** An estate that answers with a file, and keeps who has asked for what. */
function createEstate(asked: unknown[], isDenied: boolean) {
  return createBackendPlugin({
    pluginId: 'aws-estate',
    register(env) {
      env.registerInit({
        deps: {
          http: coreServices.httpRouter,
          httpAuth: coreServices.httpAuth,
        },
        async init({ http, httpAuth }) {
          const router = PromiseRouter();
          router.use(json());
          router.post('/v1/ownership/accept', async (req, res) => {
            const { principal } = await httpAuth.credentials(req);
            asked.push(principal, req.body);
            if (isDenied) throw new NotAllowedError('You may not accept');
            res.json({ fileName: 'x.yaml', content: CONTENT, hint: '' });
          });
          http.use(router);
        },
      });
    },
  });
}

/** Stands for GitHub: keeps what the pull request would hold. */
function createGitHub(opened: unknown[]) {
  return createBackendModule({
    pluginId: 'scaffolder',
    moduleId: 'github-for-test',
    register(env) {
      env.registerInit({
        deps: { actions: scaffolderActionsExtensionPoint },
        async init({ actions }) {
          actions.addActions(
            createTemplateAction({
              id: 'publish:github:pull-request',
              async handler(ctx) {
                const [, path = ''] =
                  /`(.+)`/.exec(String(ctx.input.description)) ?? [];
                const file = join(ctx.workspacePath, path);
                opened.push(ctx.input, path, readFileSync(file, 'utf8'));
                ctx.output('remoteUrl', 'https://github.com/o/r/pull/1');
              },
            }),
          );
        },
      });
    },
  });
}

jest.setTimeout(60_000);

describe('the template of owners', () => {
  const workingDirectory = createMockDirectory();

  async function runTemplate(options: { isDenied: boolean }) {
    const asked: unknown[] = [];
    const opened: unknown[] = [];
    const { server } = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleGroundwork,
        createEstate(asked, options.isDenied),
        createGitHub(opened),
        catalogServiceMock.factory({ entities: [template()] }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            backend: { workingDirectory: workingDirectory.path },
          },
        }),
      ],
    });
    const api = request(server);
    const { body: created } = await api
      .post('/api/scaffolder/v2/tasks')
      .send({
        templateRef: 'template:default/aws-ownership',
        values: {
          owners: OWNERS,
          repoUrl: 'github.com?owner=o&repo=r',
          folder: 'catalog/aws-resources',
        },
      })
      .expect(201);
    let task = { status: 'open' };
    while (['open', 'processing'].includes(task.status)) {
      await new Promise(done => setTimeout(done, 100));
      task = (await api.get(`/api/scaffolder/v2/tasks/${created.id}`)).body;
    }
    const path = `/api/scaffolder/v2/tasks/${created.id}/events`;
    const { body: events } = await api.get(path);
    return { id: created.id, status: task.status, events, asked, opened };
  }

  it('opens a pull request with the file that aws-estate writes for the person', async () => {
    const { id, status, events, asked, opened } = await runTemplate({
      isDenied: false,
    });
    expect([status, JSON.stringify(events)]).toEqual([
      'completed',
      expect.any(String),
    ]);
    expect(asked).toEqual([
      expect.objectContaining({
        type: 'user',
        userEntityRef: mockCredentials.user().principal.userEntityRef,
      }),
      { owners: OWNERS, format: 'catalog-file' },
    ]);
    expect(opened).toEqual([
      expect.objectContaining({
        repoUrl: 'github.com?owner=o&repo=r',
        branchName: `aws-ownership-${id}`,
        title: 'Owners of 1 AWS resources',
      }),
      `catalog/aws-resources/owners-${id}.yaml`,
      CONTENT,
    ]);
    expect(events.at(-1).body.output.links).toEqual([
      {
        title: 'Review the pull request',
        icon: 'github',
        url: 'https://github.com/o/r/pull/1',
      },
    ]);
  });

  it('opens none for who may not accept owners, and says why', async () => {
    const { status, events, opened } = await runTemplate({ isDenied: true });
    expect(status).toBe('failed');
    expect(JSON.stringify(events)).toContain('You may not accept');
    expect(opened).toEqual([]);
  });
});
