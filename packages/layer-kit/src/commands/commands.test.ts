// SPDX-License-Identifier: Apache-2.0
import { access, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { copyWorkspace } from '../__testUtils__/sample';
import { openWorkspace } from '../layer/Workspace';
import { check } from './check';
import { create } from './create';
import { sync } from './sync';

const overview = '# Layers\n\n<!-- <layers> -->\n<!-- </layers> -->\n';

describe('the commands', () => {
  let root: string;
  let remove: () => Promise<void>;

  beforeEach(async () => {
    const copy = await copyWorkspace();
    ({ root } = copy.workspace);
    remove = copy.remove;
    await writeFile(path.join(root, 'README.md'), overview);
  });

  afterEach(() => remove());

  const read = (file: string) => readFile(path.join(root, file), 'utf8');
  const problems = async () =>
    (await check(await openWorkspace(root))).problems.map(
      ({ layer, rule, file, message }) =>
        `${layer} ${rule} ${file}: ${message}`,
    );

  it('new makes a layer that lacks nothing but its parts', async () => {
    await create(await openWorkspace(root), 'secrets');
    await sync(await openWorkspace(root));
    expect(await read('secrets/layer.yaml')).toContain(
      'id: secrets\ntitle: Secrets Manager Configuration\nversion: 1.0.0\ncategory: security\n',
    );
    expect(await read('secrets/skeleton/cdk/lib/secrets-stack.ts')).toContain(
      'export class SecretsStack extends LayerStack',
    );
    expect(await problems()).toEqual([
      'secrets partsCovered layer.yaml: say what makes the part "Database credentials"',
      'secrets partsCovered layer.yaml: say what makes the part "API keys"',
      'secrets partsCovered layer.yaml: say what makes the part "Certificate management"',
      'secrets partsCovered layer.yaml: say what makes the part "30-day rotation by Lambda"',
      'secrets partsCovered layer.yaml: say what makes the part "Least-privilege read policy per workload; when Parameter Store is enough"',
    ]);
  });

  it('new makes a layer of one engine without a trace of the other', async () => {
    await create(await openWorkspace(root), 'state-store');
    await sync(await openWorkspace(root));
    expect(await read('state-store/layer.yaml')).toContain('engines: [cdk]');
    expect(await read('state-store/template.yaml')).not.toMatch(/terraform/);
    expect(await read('state-store/README.md')).toContain(
      '| purpose   | CloudFormation        |\n',
    );
    const { ids } = await openWorkspace(root);
    expect(ids).toEqual(['state-store']);
    await expect(
      access(path.join(root, 'state-store/skeleton/terraform')),
    ).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('new refuses a layer that is not planned or is there', async () => {
    const workspace = await openWorkspace(root);
    await expect(create(workspace, 'nonsense')).rejects.toThrow(
      /^nonsense is no layer of .*layers\.yaml; add it there first$/,
    );
    await create(workspace, 'secrets');
    await expect(create(await openWorkspace(root), 'secrets')).rejects.toThrow(
      /^templates\/secrets is there already/,
    );
  });

  it('sync writes what is stale, once', async () => {
    await sync(await openWorkspace(root));
    await writeFile(
      path.join(root, '_template/skeleton/terraform/versions.tf'),
      '# changed\n',
    );
    const relative = (files: string[]) =>
      files.map(file => path.relative(root, file));
    expect(relative(await sync(await openWorkspace(root)))).toEqual([
      '_template/skeleton/terraform/versions.tf',
    ]);
    expect(relative(await sync(await openWorkspace(root)))).toEqual([]);
    expect(await read('_template/skeleton/terraform/versions.tf')).toBe(
      await read('_shared/terraform/versions.tf'),
    );
  });

  it('check finds an index that does not list each layer', async () => {
    await sync(await openWorkspace(root));
    expect(await problems()).toEqual([]);
    await create(await openWorkspace(root), 'secrets');
    expect(await problems()).toEqual(
      expect.arrayContaining([
        'templates indexFresh ../catalog-info.yaml: does not list each layer as it is; run "yarn layers sync"',
      ]),
    );
  });

  it('check refuses a layer that is not there', async () => {
    await expect(check(await openWorkspace(root), ['kms'])).rejects.toThrow(
      /^There is no layer kms under .* There are _template$/,
    );
  });
});
