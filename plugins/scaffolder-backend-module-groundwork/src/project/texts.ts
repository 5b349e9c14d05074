// SPDX-License-Identifier: Apache-2.0
import {
  type Engine,
  stackEntityRef,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { ProjectInput } from '../schemas/inputs';

const ENGINE_TITLE: Readonly<Record<Engine, string>> = {
  terraform: 'Terraform',
  cdk: 'AWS CDK',
};

const LOCAL_CHECKS: Readonly<Record<Engine, readonly string[]>> = {
  terraform: [
    'cd terraform',
    'terraform fmt -check -recursive',
    'terraform init -backend=false',
    'terraform validate',
    'terraform test',
  ],
  cdk: ['cd cdk', 'npm install', 'npm test'],
};

/** What the project is called where a person reads it. */
export function projectTitle(project: ProjectInput): string {
  return `${oneLine(project.title ?? project.layer)}: ${project.name}`;
}

/** Text from a form as a single line of Markdown or YAML. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function facts(project: ProjectInput): string {
  const { layer, engine, target, owner, system, name } = project;
  const entity = stackEntityRef({
    layer,
    name,
    environment: target.environment,
  });
  const rows = [
    ['Layer', layer],
    ['Engine', ENGINE_TITLE[engine]],
    ['Account', target.accountId],
    ['Region', target.region],
    ['Environment', target.environment],
    ['Owner', owner],
    ...(system ? [['System', system]] : []),
    ['Catalog entity', entity],
  ];
  return [
    '| Fact | Value |',
    '| --- | --- |',
    ...rows.map(([fact, value]) => `| ${fact} | \`${value}\` |`),
  ].join('\n');
}

function introduction(project: ProjectInput): string {
  const { description } = project;
  return [
    `# ${projectTitle(project)}`,
    ...(description ? [oneLine(description)] : []),
    facts(project),
  ].join('\n\n');
}

/** `README.md` of the project. */
export function readme(project: ProjectInput): string {
  const { engine } = project;
  return `${introduction(project)}

## What is here

- \`${engine}/\`: the infrastructure, with its tests. What was chosen in the form stands in \`${
    engine === 'terraform'
      ? 'terraform/terraform.tfvars.json'
      : 'cdk/inputs.json'
  }\`.
- \`docs/\`: the documentation, with the runbook. \`mkdocs.yml\` names its pages.
- \`catalog-info.yaml\`: this project as a Component of the catalog. The stack itself is a Resource, which Groundwork
  puts into the catalog when it is applied.
- \`.github/workflows/\`: what is checked on each pull request. No workflow has credentials; nothing is applied from here.

## Check it

\`\`\`sh
${LOCAL_CHECKS[engine].join('\n')}
\`\`\`

## Change it

The plan is made, approved and applied in Backstage. Run the template again with the same account, Region and name: the
stack is found, the plan shows what differs, and it is applied once it is approved.
`;
}

/** `docs/index.md`, when the layer brings none. */
export function docsIndex(
  project: ProjectInput,
  pages: readonly { title: string; path: string }[],
): string {
  const list = pages.map(page => `- [${page.title}](${page.path})`).join('\n');
  return `${introduction(project)}\n${list ? `\n## Pages\n\n${list}\n` : ''}`;
}
