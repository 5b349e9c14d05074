// SPDX-License-Identifier: Apache-2.0
import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { readFileSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { parse } from 'yaml';
import { createProjectCompleteAction } from './projectComplete';
import { examples } from './projectComplete.examples';

const INPUT = parse(examples[0].example).steps[0].input;

describe('groundwork:project:complete', () => {
  const workspace = createMockDirectory();
  const action = createProjectCompleteAction();
  const read = (path: string) => readFileSync(workspace.resolve(path), 'utf8');
  const run = async (input = INPUT) => {
    const ctx = createMockActionContext({
      input,
      workspacePath: workspace.path,
    });
    await action.handler(ctx);
    return ctx;
  };

  beforeEach(() => {
    workspace.setContent({
      docs: {
        'runbook.md':
          '---\nrunbook: v1\ntitle: x\n---\n# Runbook: KMS key\n\n# Second\n',
        guides: { 'rotate-it.md': 'No heading here' },
      },
      terraform: { 'main.tf': '' },
    });
  });

  it('writes everything a project needs and names it', async () => {
    const { output } = await run();
    expect(output).toHaveBeenCalledWith('written', [
      'catalog-info.yaml',
      'README.md',
      'layer.json',
      'docs/index.md',
      'mkdocs.yml',
      '.github/workflows/terraform.yml',
      '.gitignore',
    ]);
    expect(output).toHaveBeenCalledWith('kept', []);
    expect(output).toHaveBeenCalledWith(
      'sourceEntityRef',
      'component:default/kms-orders-dev-source',
    );
  });

  it('describes the source as a Component beside the Resource of the stack', async () => {
    await run();
    expect(parse(read('catalog-info.yaml'))).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'kms-orders-dev-source',
        title: 'KMS key: orders (source)',
        description: 'Encrypts the data of the order service',
        annotations: { 'backstage.io/techdocs-ref': 'dir:.' },
        tags: ['kms', 'terraform', 'development'],
      },
      spec: {
        type: 'infrastructure',
        lifecycle: 'experimental',
        owner: 'group:default/orders-team',
        system: 'system:default/orders',
        dependsOn: ['resource:default/kms-orders-development'],
      },
    });
  });

  it('says from which version of the layer it was rendered, where the layer has one', async () => {
    await run();
    expect(JSON.parse(read('layer.json'))).toEqual({
      layer: 'kms',
      version: '1.0.0',
    });
    const { version: _version, ...older } = INPUT;
    workspace.setContent({ terraform: { 'main.tf': '' } });
    const { output } = await run(older);
    expect(output).toHaveBeenCalledWith(
      'written',
      expect.not.arrayContaining(['layer.json']),
    );
  });

  it('fits the longest names into what the catalog allows', async () => {
    const { output } = await run({
      ...INPUT,
      layer: 'l'.repeat(26),
      name: 'n'.repeat(24),
      target: { ...INPUT.target, environment: 'production' },
    });
    const ref = `component:default/${'l'.repeat(26)}-${'n'.repeat(
      24,
    )}-prod-source`;
    expect(output).toHaveBeenCalledWith('sourceEntityRef', ref);
    expect(ref.split('/')[1]).toHaveLength(63);
  });

  it('writes a navigation of the pages that are there', async () => {
    await run();
    expect(parse(read('mkdocs.yml'))).toEqual({
      site_name: 'KMS key: orders',
      site_description: 'Encrypts the data of the order service',
      docs_dir: 'docs',
      plugins: ['techdocs-core'],
      nav: [
        { Overview: 'index.md' },
        { Runbook: 'runbook.md' },
        { Guides: [{ 'Rotate it': 'guides/rotate-it.md' }] },
      ],
    });
    expect(read('docs/index.md')).toContain('- [Runbook](runbook.md)');
    expect(read('README.md')).toContain(
      '| Catalog entity | `resource:default/kms-orders-development` |',
    );
  });

  it.each(['terraform', 'cdk'])(
    'writes a %s workflow that is pinned and has no credentials',
    async engine => {
      workspace.addContent({ cdk: { 'cdk.json': '{}' } });
      await run({ ...INPUT, engine });
      const text = read(`.github/workflows/${engine}.yml`);
      const workflow = parse(text);
      expect(workflow.permissions).toEqual({ contents: 'read' });
      expect(Object.keys(workflow.on)).toEqual(['pull_request', 'push']);
      expect(text).not.toContain('secrets.');
      const { steps, defaults } = workflow.jobs[engine];
      expect(defaults.run['working-directory']).toBe(engine);
      const uses = steps.flatMap((step: { uses?: string }) => step.uses ?? []);
      expect(uses).toHaveLength(2);
      for (const used of uses) {
        expect(used).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
        expect(text).toMatch(new RegExp(`${used} # v\\d+\\.\\d+\\.\\d+`));
      }
    },
  );

  it('keeps each file that the layer brought', async () => {
    workspace.addContent({
      'README.md': 'mine',
      'mkdocs.yaml': 'site_name: mine',
      '.gitignore': 'mine',
      docs: { 'index.md': 'mine' },
    });
    const { output } = await run();
    expect(output).toHaveBeenCalledWith('written', [
      'catalog-info.yaml',
      'layer.json',
      '.github/workflows/terraform.yml',
    ]);
    expect(output).toHaveBeenCalledWith('kept', [
      'README.md',
      'docs/index.md',
      'mkdocs.yml',
      '.gitignore',
    ]);
    expect(read('README.md')).toBe('mine');
  });

  it('does not let a text of the form become structure', async () => {
    const description = 'x: y # z\nowner: group:default/attackers\n- "';
    await run({ ...INPUT, description });
    const { metadata, spec } = parse(read('catalog-info.yaml'));
    expect(metadata.description).toBe(description);
    expect(spec.owner).toBe('group:default/orders-team');
    expect(parse(read('mkdocs.yml')).site_description).toBe(
      'x: y # z owner: group:default/attackers - "',
    );
  });

  it('refuses a link where a folder is expected', async () => {
    const elsewhere = createMockDirectory();
    await mkdir(workspace.resolve('.github'));
    await symlink(elsewhere.path, workspace.resolve('.github/workflows'));
    await expect(run()).rejects.toThrow(/\.github\/workflows .* not a folder/);
    expect(elsewhere.content()).toEqual({});
  });

  it('does not write through a link that stands in a file’s place', async () => {
    const elsewhere = createMockDirectory();
    await symlink(
      elsewhere.resolve('owned.md'),
      workspace.resolve('README.md'),
    );
    await expect(run()).rejects.toThrow(/Relative path is not allowed/);
    expect(elsewhere.content()).toEqual({});
  });

  it('says what is missing without the engine folder', async () => {
    await expect(run({ ...INPUT, engine: 'cdk' })).rejects.toThrow(
      /no folder cdk\//,
    );
  });

  it('says which value is wrong', async () => {
    await expect(run({ ...INPUT, owner: 'orders-team' })).rejects.toThrow(
      /owner: must be a full entity ref/,
    );
  });

  it.each(examples)('runs its example: $description', async ({ example }) => {
    workspace.addContent({ cdk: { 'cdk.json': '{}' } });
    const { output } = await run(parse(example).steps[0].input);
    expect(output).toHaveBeenCalledWith(
      'written',
      expect.arrayContaining(['catalog-info.yaml', 'mkdocs.yml']),
    );
  });
});
