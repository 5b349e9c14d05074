// SPDX-License-Identifier: Apache-2.0
import { BuildSpec } from 'aws-cdk-lib/aws-codebuild';
import type { RunnerCodebuildInputs } from './inputs.ts';

/** What an image of CodeBuild fetches; an image of one's own brings it. */
const NODE_VERSION = 24;
const TERRAFORM_VERSION = '1.15.9';

export const isOfCodebuild = ({ image }: RunnerCodebuildInputs) =>
  image.startsWith('aws/codebuild/');

/** What a build does: it runs the one job that its environment names. */
export function buildSpecOf(inputs: RunnerCodebuildInputs): BuildSpec {
  if (!isOfCodebuild(inputs)) {
    const build = { commands: ['groundwork-remote-runner'] };
    return BuildSpec.fromObject({ version: '0.2', phases: { build } });
  }
  const archive = `terraform_${TERRAFORM_VERSION}_linux_amd64.zip`;
  const release = `https://releases.hashicorp.com/terraform/${TERRAFORM_VERSION}`;
  const program = `@groundwork/backstage-plugin-aws-stacks-runner@${inputs.runnerVersion}`;
  return BuildSpec.fromObject({
    version: '0.2',
    phases: {
      install: {
        'runtime-versions': { nodejs: NODE_VERSION },
        commands: [
          `curl -fsSLO ${release}/${archive}`,
          `curl -fsSL ${release}/terraform_${TERRAFORM_VERSION}_SHA256SUMS | grep ' ${archive}$' | sha256sum --check --strict -`,
          `unzip -q -o ${archive} terraform -d /usr/local/bin`,
        ],
      },
      build: {
        commands: [`npx --yes --package '${program}' groundwork-remote-runner`],
      },
    },
  });
}
