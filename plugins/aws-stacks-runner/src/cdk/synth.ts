// SPDX-License-Identifier: Apache-2.0
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PlanNote } from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';
import { baseEnvironment } from '../aws/environment';
import { sdkRegion } from '../aws/credentials';
import { runChild } from '../job/childProcess';
import { type JobContext, JobError } from '../job/context';
import { ALLOWED_BUILTINS, ALLOWED_PACKAGES } from './denyImports';
import { type LayerProject, packageFolder } from './layerProject';

const reportSchema = z.object({
  pluginReports: z.array(
    z.object({
      pluginName: z.string(),
      conclusion: z.string().optional(),
      violations: z
        .array(
          z.object({
            ruleName: z.string(),
            description: z.string(),
            severity: z.string().optional(),
            violatingConstructs: z
              .array(
                z.object({
                  constructPath: z.string().optional(),
                  resourceLogicalId: z.string().optional(),
                }),
              )
              .default([]),
          }),
        )
        .default([]),
    }),
  ),
});

/** A synthesized app. */
export interface Assembly {
  /** The cloud assembly. */
  folder: string;
  /** What the app's validation plugins found. */
  findings: PlanNote[];
}

/** Runs in the app's process before the app: what the import check could not see is refused when it happens. */
function lockdown(project: LayerProject): string {
  return `import { registerHooks } from 'node:module';
const own = ${JSON.stringify(pathToFileURL(`${project.folder}/`).href)};
const allowed = ${JSON.stringify([...ALLOWED_PACKAGES, ...ALLOWED_BUILTINS])};
registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    if (!context.parentURL?.startsWith(own) || found.url.startsWith(own)) return found;
    if (allowed.some(name => specifier === name || specifier.startsWith(name + '/'))) return found;
    throw new Error('A layer may not import ' + specifier);
  },
});
for (const name of ['fetch', 'WebSocket', 'EventSource']) delete globalThis[name];
delete process.getBuiltinModule;
delete process.binding;
`;
}

const manifestSchema = z.object({
  version: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
});

const VALIDATOR = '@aws/cloudformation-validate';

/** aws-cdk-lib checks templates with a package it pins; with another version of it synthesis breaks. */
function hasTemplateValidator(): boolean {
  const cdk = packageFolder('aws-cdk-lib');
  const read = (file: string) =>
    manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  try {
    const wanted = read(join(cdk, 'package.json')).dependencies[VALIDATOR];
    const found = createRequire(join(cdk, 'package.json')).resolve(
      `${VALIDATOR}/package.json`,
    );
    return read(found).version === wanted;
  } catch {
    return false;
  }
}

function synthEnvironment(
  context: JobContext,
  project: LayerProject,
  out: string,
) {
  const { work, job } = context;
  return {
    ...baseEnvironment(work, process.execPath),
    CDK_OUTDIR: out,
    CDK_CONTEXT_JSON: JSON.stringify({
      ...project.context,
      '@aws-cdk/core:bootstrapQualifier': job.cdk?.qualifier ?? 'hnb659fds',
      'aws:cdk:version-reporting': false,
      'aws:cdk:enable-path-metadata': false,
      'aws:cdk:enable-asset-metadata': false,
    }),
    CDK_DEFAULT_ACCOUNT: job.context.accountId,
    CDK_DEFAULT_REGION: sdkRegion(job.context.region),
    NODE_NO_WARNINGS: '1',
    ...(hasTemplateValidator() ? {} : { CDK_VALIDATION: 'false' }),
  };
}

function nodeArguments(
  context: JobContext,
  project: LayerProject,
  preload: string,
) {
  const { work } = context;
  return [
    '--permission',
    `--allow-fs-read=${work}/`,
    ...project.packageFolders.map(folder => `--allow-fs-read=${folder}/`),
    // Not its home: cfn-lint reads its settings there.
    `--allow-fs-write=${join(work, 'cdk.out')}/`,
    `--allow-fs-write=${join(work, 'tmp')}/`,
    '--import',
    pathToFileURL(preload).href,
    project.entry,
  ];
}

const LEVELS: Record<string, PlanNote['level']> = {
  error: 'error',
  fatal: 'error',
  high: 'error',
  warning: 'warning',
  medium: 'warning',
};

/** The findings of cdk-nag and its like; the file is taken away, because the toolkit would refuse to publish. */
function takeFindings({ redactor }: JobContext, out: string): PlanNote[] {
  const file = join(out, 'validation-report.json');
  if (!existsSync(file)) return [];
  const report = reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  rmSync(file);
  return report.pluginReports.flatMap(({ pluginName, violations }) =>
    violations.flatMap(
      ({ ruleName, description, severity, violatingConstructs }) =>
        violatingConstructs.map(({ constructPath, resourceLogicalId }) => ({
          level:
            LEVELS[severity?.toLocaleLowerCase('en-US') ?? 'error'] ?? 'info',
          source: pluginName === 'AwsSolutions' ? 'cdk-nag' : pluginName,
          message: redactor.text(`${ruleName}: ${description}`),
          ...(constructPath ?? resourceLogicalId
            ? {
                address: redactor.text(
                  constructPath ?? resourceLogicalId ?? '',
                ),
              }
            : {}),
        })),
    ),
  );
}

/** The message of an uncaught error, without the stack of the runtime. */
function failureOf(stderr: string): string {
  const lines = stderr.split('\n').filter(line => line.trim() !== '');
  const index = lines.findIndex(line =>
    /^(\w*Error\b|«\w+»)/.test(line.trim()),
  );
  return (lines[index < 0 ? 0 : index] ?? 'the app said nothing').slice(
    0,
    2_000,
  );
}

/** Runs the app in a process that may read its folder and its packages, write its output, and nothing else. */
export async function synthesize(
  context: JobContext,
  project: LayerProject,
): Promise<Assembly> {
  const folder = join(context.work, 'cdk.out');
  const preload = join(context.work, 'lockdown.mjs');
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(preload, lockdown(project), { mode: 0o600 });
  const end = await runChild({
    file: process.execPath,
    args: nodeArguments(context, project, preload),
    cwd: project.folder,
    env: synthEnvironment(context, project, folder),
    interruption: context.interruption,
    graceSeconds: context.job.graceSeconds,
  });
  context.interruption.throwIfInterrupted();
  const findings = takeFindings(context, folder);
  // A failed validation ends the app with an error, although the assembly is whole.
  const onlyFindings =
    findings.some(({ level }) => level === 'error') &&
    end.stderr.includes('ValidationFailed');
  if (end.code !== 0 && !onlyFindings) {
    throw new JobError(
      `The app ${project.entry} failed: ${failureOf(end.stderr)}`,
      'Correct the layer or its inputs and plan again',
    );
  }
  return { folder, findings };
}
