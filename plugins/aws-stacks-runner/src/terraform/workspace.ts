// SPDX-License-Identifier: Apache-2.0
import {
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { InputError } from '@backstage/errors';
import { awsEnvironment, baseEnvironment } from '../aws/environment';
import type { AwsCredentials } from '../aws/credentials';
import { type JobContext, JobError } from '../job/context';
import { RUNNER_VARIABLE, STACK_VARIABLE, runnerMark } from '../job/leftovers';
import { JOB_FILES, type RunnerJob } from '../protocol';
import { sha256 } from '../seal';
import { canonicalJson } from '../source/canonicalJson';
import {
  type StateLocation,
  backendOverride,
  contextVariables,
  terraformEngineFiles,
} from '../source/engineFiles';
import { allowedSources, providerAddresses } from './allowedSources';

const LOCK_FILE = '.terraform.lock.hcl';
const PLAN_FILE = 'plan.bin';
const IMPORTS_FILE = 'groundwork_imports.tf.json';
const SECRETS_FILE = 'groundwork.secrets.auto.tfvars.json';

/** Reading the schemas of a large provider is most of a short run, and collecting garbage a quarter of that. */
const GARBAGE_COLLECTION = { GOGC: '400', GOMEMLIMIT: '2GiB' };

/** The settings of a Terraform job; its absence is a mistake of the backend. */
export function terraformSettings(job: RunnerJob) {
  if (!job.terraform) {
    throw new InputError(
      'The job is for Terraform but has no settings for it; set groundwork.stacks.terraform',
    );
  }
  return job.terraform;
}

/** Where the state is, as the job and its environment say. */
function stateLocation(job: RunnerJob): StateLocation {
  return {
    ...terraformSettings(job).stateBucket,
    pathStyle: Boolean(process.env.AWS_ENDPOINT_URL),
  };
}

/** A look for drift holds no lock, so nobody has to wait for it or end it. */
function engineMark({ kind, context }: RunnerJob): string {
  return kind === 'drift' ? `drift:${context.stackId}` : context.stackId;
}

function cliConfig(job: RunnerJob): string {
  const mirror = terraformSettings(job).providerMirror;
  const include = JSON.stringify(providerAddresses(allowedSources(job)));
  const method = mirror
    ? `filesystem_mirror {\n    path    = ${JSON.stringify(
        mirror,
      )}\n    include = ${include}\n  }`
    : `direct {\n    include = ${include}\n  }`;
  return `provider_installation {\n  ${method}\n}\n`;
}

/** The folder Terraform runs in, with the files the engine adds to the source. */
export class TerraformWorkspace {
  readonly folder: string;
  readonly planFile: string;
  readonly contextDigest: string;
  readonly backendDigest: string;
  readonly #context: JobContext;
  readonly #lockFile: string;
  readonly #dataFolder: string;

  static create(context: JobContext): TerraformWorkspace {
    return new TerraformWorkspace(context);
  }

  private constructor(context: JobContext) {
    this.#context = context;
    this.folder = join(context.source, 'terraform');
    this.planFile = join(context.work, PLAN_FILE);
    this.#lockFile = join(this.folder, LOCK_FILE);
    this.#dataFolder = join(context.work, JOB_FILES.terraformData);
    this.contextDigest = sha256(
      canonicalJson(contextVariables(context.job.context)),
    );
    this.backendDigest = sha256(
      canonicalJson(
        backendOverride(context.job.context, stateLocation(context.job)),
      ),
    );
  }

  /** Where `init` puts modules that are not part of the bundle. */
  get modulesFolder(): string {
    return join(this.#dataFolder, 'modules');
  }

  /** Whether the source says which provider versions it was reviewed with. */
  get hasLock(): boolean {
    return existsSync(this.#lockFile);
  }

  readLock(): string {
    return existsSync(this.#lockFile)
      ? readFileSync(this.#lockFile, 'utf8')
      : '';
  }

  writeLock(lock: string): void {
    writeFileSync(this.#lockFile, lock, { mode: 0o600 });
  }

  /** Writes context, backend and settings. */
  writeEngineFiles(): void {
    const { job, source, work } = this.#context;
    if (!existsSync(this.folder)) {
      throw new JobError(
        'The bundle has no folder terraform/',
        'Render the layer with the engine Terraform, or plan it with the engine it has',
      );
    }
    const files = terraformEngineFiles(job.context, stateLocation(job));
    for (const [path, text] of Object.entries(files)) {
      writeFileSync(join(source, path), text, { mode: 0o600 });
    }
    writeFileSync(join(work, 'terraform.rc'), cliConfig(job), { mode: 0o600 });
  }

  /** Only for the plan: the saved plan holds what is imported, and afterwards the state does. */
  writeImports(): void {
    const { imports = [] } = this.#context.job;
    if (imports.length === 0) return;
    this.#write(IMPORTS_FILE, JSON.stringify({ import: imports }));
  }

  /** A backend alone is no configuration to Terraform. */
  writeEmptyModule(): void {
    this.#write('main.tf', 'terraform {}\n');
  }

  /** Terraform reads the values as it starts; {@link removeSecrets} is called as soon as it speaks. */
  writeSecrets(): void {
    const { secretVariables } = this.#context.secrets;
    if (Object.keys(secretVariables).length === 0) return;
    this.#write(SECRETS_FILE, JSON.stringify(secretVariables));
  }

  removeSecrets(): void {
    rmSync(join(this.folder, SECRETS_FILE), { force: true });
  }

  /** Leaves what init made to the apply job of this run. */
  keepData(): void {
    renameSync(this.#dataFolder, this.#context.folder.file('terraformData'));
  }

  /** Takes what the plan job has left. False where it is not on this machine: then init has to be run. */
  takeData(planPath: string): boolean {
    try {
      const kept = join(dirname(planPath), JOB_FILES.terraformData);
      renameSync(kept, this.#dataFolder);
      return true;
    } catch {
      return false;
    }
  }

  removePlan(): void {
    rmSync(this.planFile, { force: true });
  }

  environment(credentials: AwsCredentials): Record<string, string> {
    const { job, work } = this.#context;
    return {
      ...baseEnvironment(work, terraformSettings(job).binary),
      ...awsEnvironment(job, { work, credentials }),
      TF_IN_AUTOMATION: '1',
      TF_INPUT: '0',
      CHECKPOINT_DISABLE: '1',
      TF_CLI_CONFIG_FILE: join(work, 'terraform.rc'),
      TF_DATA_DIR: this.#dataFolder,
      ...GARBAGE_COLLECTION,
      [STACK_VARIABLE]: engineMark(job),
      [RUNNER_VARIABLE]: runnerMark(),
    };
  }

  #write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text, { mode: 0o600 });
  }
}
