// SPDX-License-Identifier: Apache-2.0
import {
  TestDatabases,
  createMockDirectory,
  mockCredentials,
} from '@backstage/backend-test-utils';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { scaffolderServiceMock } from '@backstage/plugin-scaffolder-node/testUtils';
import type { Stack } from '@groundwork/backstage-plugin-groundwork-common';
import { type Bench, RITA, startBench } from '../__testUtils__/backend';
import { bundleOf, digestOf } from '../__testUtils__/bundles';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const WHY = { reason: 'The newest rotates more often', ticket: 'CHG-7' };
const MAIN = 'resource "aws_kms_key" "this" {}\n';

const template = (path: string, more: object = {}): Entity => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: {
    name: 'kms',
    title: 'KMS key',
    namespace: 'default',
    annotations: {
      'backstage.io/managed-by-location': `file:${path}/template.yaml`,
      // Whoever writes a template must not choose which files of the backend are read.
      'backstage.io/source-location': 'file:/etc/template.yaml',
    },
  },
  spec: {
    type: 'infrastructure',
    layer: { version: '1.10.0', phase: 'Foundation' },
    parameters: [
      {
        required: ['name', 'target', 'engine'],
        properties: {
          name: { type: 'string' },
          target: { type: 'object', 'ui:field': 'AwsTarget' },
          engine: { type: 'string' },
        },
      },
      {
        required: ['rotation', 'window'],
        properties: {
          rotation: { type: 'integer', default: 365 },
          window: { type: 'integer', default: 30 },
          ...more,
        },
      },
      {
        required: ['owner'],
        properties: {
          owner: { type: 'string' },
          reason: { type: 'string' },
          ticket: { type: 'string' },
        },
      },
    ],
    steps: [],
  },
});

const source = (version: string | undefined, files = {}) =>
  bundleOf({
    'terraform/main.tf': MAIN,
    'terraform/old.tf': '# old\n',
    'terraform/terraform.tfvars.json': JSON.stringify({ rotation: 90 }),
    ...(version && {
      'layer.json': JSON.stringify({ layer: 'kms', version }),
    }),
    ...files,
  });

describe.each(databases.eachSupportedId())(
  'versions of layers on %s',
  databaseId => {
    const folder = createMockDirectory();
    const tasks: { request: object; credentials: BackstageCredentials }[] = [];
    const scaffolder = scaffolderServiceMock.mock({
      scaffold: async (request, { credentials }) => {
        tasks.push({ request, credentials });
        return { taskId: `task-${tasks.length}` };
      },
    });
    let bench: Bench;
    let ids: Record<'old' | 'unversioned' | 'newest', string>;

    async function applied(name: string, archive: Buffer): Promise<string> {
      await bench.as().upload(archive).expect(201);
      const run = await bench.as().create({
        name,
        source: { kind: 'bundle', digest: digestOf(archive) },
      });
      await bench.as().reach(run.id, 'succeeded');
      return run.stackId;
    }

    beforeAll(async () => {
      folder.setContent({
        skeleton: {
          terraform: {
            'main.tf': `${MAIN}# rotates\n`,
            'new.tf': '# new\n',
            'terraform.tfvars.json.njk': '${{ values | dump }}',
          },
        },
      });
      bench = await startBench({
        db: await databases.init(databaseId),
        entities: [template(folder.path)],
        services: [scaffolder.factory],
      });
      ids = {
        old: await applied('old', source('1.9.0')),
        unversioned: await applied('unversioned', source(undefined)),
        newest: await applied('newest', source('1.10.0')),
      };
    });

    afterAll(() => bench.backend.stop());

    it('counts the stacks of each version, and those behind the newest', async () => {
      const { body } = await bench.as().get('/v1/layers').expect(200);
      expect(body).toEqual({
        items: [
          {
            layer: 'kms',
            title: 'KMS key',
            templateRef: 'template:default/kms',
            newest: '1.10.0',
            versions: [
              { version: '1.10.0', stacks: 1 },
              { version: '1.9.0', stacks: 1 },
              { stacks: 1 },
            ],
            behind: 2,
          },
        ],
        problems: [],
      });
    });

    it.each([
      ['1.9.0', ['old']],
      ['none', ['unversioned']],
      ['2.0.0', []],
    ])('lists the stacks of version %s', async (version, names) => {
      const { body } = await bench
        .as()
        .get(`/v1/stacks?layer=kms&layerVersion=${version}`)
        .expect(200);
      expect(body.items.map(({ name }: Stack) => name)).toEqual(names);
    });

    it('shows what the newest version changes, file by file', async () => {
      const { body } = await bench
        .as()
        .get(`/v1/stacks/${ids.old}/upgrade`)
        .expect(200);
      expect(body).toMatchObject({
        layer: 'kms',
        from: '1.9.0',
        to: '1.10.0',
        fileCount: 3,
        missing: [],
        unknown: [],
        mayUpgrade: true,
      });
      expect(
        body.files.map(({ path, change }: { path: string; change: string }) => [
          path,
          change,
        ]),
      ).toEqual([
        ['terraform/main.tf', 'changed'],
        ['terraform/new.tf', 'added'],
        ['terraform/old.tf', 'removed'],
      ]);
      expect(body.files[0].diff).toContain(
        '@@ -1,1 +1,2 @@\n resource "aws_kms_key" "this" {}\n+# rotates\n',
      );
      expect(body.unreadable).toBeUndefined();
    });

    it('has the newest version rendered with the inputs of each stack, as the person who asks', async () => {
      const { body } = await bench
        .as()
        .post('/v1/layers/kms/upgrade', {
          ...WHY,
          stackIds: [ids.old, '01K00000000000000000000000', ids.unversioned],
        })
        .expect(202);
      expect(body.items).toEqual([
        { stackId: ids.old, taskId: 'task-1' },
        {
          stackId: '01K00000000000000000000000',
          problem: 'There is no stack 01K00000000000000000000000',
        },
        { stackId: ids.unversioned, taskId: 'task-2' },
      ]);
      expect(tasks[0].request).toEqual({
        templateRef: 'template:default/kms',
        values: {
          name: 'old',
          target: {
            accountId: '111111111113',
            region: 'eu-west-1',
            environment: 'development',
          },
          engine: 'terraform',
          owner: 'group:default/ai-core',
          rotation: 90,
          window: 30,
          ...WHY,
        },
      });
      expect(tasks[0].credentials).toMatchObject({
        principal: mockCredentials.user(RITA).principal,
      });
      const rows = await bench
        .db('audit')
        .where({ action: 'stack.upgrade' })
        .orderBy('position')
        .select('actor', 'outcome', 'stack_id', 'reason');
      expect(rows.slice(0, 2)).toEqual([
        {
          actor: RITA,
          outcome: 'done',
          stack_id: ids.old,
          reason: 'Task task-1 renders kms',
        },
        {
          actor: RITA,
          outcome: 'refused',
          stack_id: '01K00000000000000000000000',
          reason: 'There is no stack 01K00000000000000000000000',
        },
      ]);
    });

    it('starts nothing for a stack of another layer', async () => {
      const before = tasks.length;
      const { body } = await bench
        .as()
        .post('/v1/layers/data-lake/upgrade', { ...WHY, stackIds: [ids.old] })
        .expect(202);
      expect(body.items).toEqual([
        {
          stackId: ids.old,
          problem: 'resource:default/kms-old-development is of the layer kms',
        },
      ]);
      expect(tasks).toHaveLength(before);
    });

    it('says why the newest source cannot be read, and shows no empty difference', async () => {
      folder.setContent({});
      const { body } = await bench
        .as()
        .get(`/v1/stacks/${ids.old}/upgrade`)
        .expect(200);
      expect(body.unreadable).toBe(
        'The files of the layer could not be read: ENOENT',
      );
      expect(body.files).toEqual([]);
    });
  },
);
