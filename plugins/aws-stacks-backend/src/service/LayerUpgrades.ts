// SPDX-License-Identifier: Apache-2.0
import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import {
  ConflictError,
  InputError,
  NotFoundError,
  isError,
} from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import { readBundle } from '@groundwork/backstage-plugin-aws-stacks-runner';
import {
  type StackDetail,
  type StackForm,
  type StackUpgrade,
  type UpgradeRequest,
  type UpgradeResult,
  layerEntitySpecSchema,
  stackPlanPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { BundleStore } from '../bundles/BundleStore';
import type { LayerSources } from '../bundles/LayerSources';
import { formFields, formValues, requiredFields } from '../rules/formFields';
import { diffLayer } from '../rules/layerDiff';
import type { AuditStore } from '../store/AuditStore';
import { userOf } from './actor';
import type { Authorizer } from './Authorizer';
import type { Decider } from './RunDecisions';
import { StackAccess, type StackAccessOptions } from './StackAccess';
import type { StackForms } from './StackForms';

/** What is said of a refusal at most. */
const MOST_WORDS = 500;

/** What raising stacks to a newer version needs. */
export interface LayerUpgradesOptions extends StackAccessOptions {
  audit: AuditStore;
  authorizer: Authorizer;
  bundles: BundleStore;
  catalog: CatalogService;
  forms: StackForms;
  layerSources: LayerSources;
  logger: LoggerService;
  scaffolder: Pick<ScaffolderService, 'scaffold'>;
}

/** A stack with its form and the template that fills it in. */
interface Prepared {
  stack: StackDetail;
  form: StackForm;
  template: Entity;
  values: StackForm['formData'];
  missing: string[];
}

/** Raises stacks to the newest version of their layer: its template is rendered with their inputs, and planned. */
export class LayerUpgrades {
  readonly #options: LayerUpgradesOptions;
  readonly #access: StackAccess;

  static create(options: LayerUpgradesOptions): LayerUpgrades {
    return new LayerUpgrades(options);
  }

  private constructor(options: LayerUpgradesOptions) {
    this.#options = options;
    this.#access = StackAccess.create(options);
  }

  /** What the newest version changes in the code of a stack. */
  async read(
    stackId: string,
    credentials: BackstageCredentials,
  ): Promise<StackUpgrade> {
    const { authorizer } = this.#options;
    const prepared = await this.#prepare(stackId, credentials);
    const { stack, form, template, missing } = prepared;
    const [changes, mayPlan] = await Promise.all([
      this.#changes(prepared),
      authorizer.may(stackPlanPermission, credentials),
    ]);
    return {
      layer: stack.layer,
      templateRef: form.templateRef,
      from: stack.layerVersion,
      to: versionOf(template),
      ...changes,
      missing,
      unknown: form.unknown,
      mayUpgrade: mayPlan && userOf(credentials) !== undefined,
    };
  }

  /** Starts a task of the scaffolder for each stack, as the person who asks; one that cannot be is told of. */
  async start(
    layer: string,
    request: UpgradeRequest,
    decider: Decider,
  ): Promise<UpgradeResult> {
    const { audit, authorizer } = this.#options;
    await authorizer.require(stackPlanPermission, decider.credentials);
    const items: UpgradeResult['items'] = [];
    for (const stackId of new Set(request.stackIds)) {
      const item = await this.#startOne(layer, stackId, request, decider);
      const { taskId, problem } = item;
      await audit.add({
        actor: decider.userRef,
        action: 'stack.upgrade',
        outcome: taskId ? 'done' : 'refused',
        stackId,
        reason: taskId ? `Task ${taskId} renders ${layer}` : problem,
      });
      items.push(item);
    }
    return { items };
  }

  async #startOne(
    layer: string,
    stackId: string,
    request: UpgradeRequest,
    { credentials }: Decider,
  ): Promise<UpgradeResult['items'][number]> {
    try {
      const prepared = await this.#prepare(stackId, credentials);
      assertPossible(prepared, layer);
      await this.#access.requireAccount(prepared.stack, credentials);
      const taskId = await this.#scaffold(prepared, request, credentials);
      return { stackId, taskId };
    } catch (error) {
      return { stackId, problem: inWords(error) };
    }
  }

  async #prepare(
    stackId: string,
    credentials: BackstageCredentials,
  ): Promise<Prepared> {
    const { catalog, forms } = this.#options;
    const stack = await this.#access.require(stackId, credentials);
    const form = await forms.read(stackId, credentials);
    const ref = form.templateRef;
    const template = await catalog.getEntityByRef(ref, { credentials });
    if (!template) throw new NotFoundError(`There is no ${ref} in the catalog`);
    const parameters = template.spec?.parameters;
    const values = formValues(formFields(parameters), form.formData);
    const unfilled = requiredFields(parameters).filter(
      name => values[name] === undefined,
    );
    const missing = [...new Set([...form.secret, ...unfilled])];
    return { stack, form, template, values, missing };
  }

  async #changes({
    stack,
    form,
    template,
  }: Prepared): Promise<
    Pick<StackUpgrade, 'files' | 'fileCount' | 'unreadable'>
  > {
    const { bundles, layerSources, logger } = this.#options;
    const { engine } = stack;
    try {
      const [newest, archive] = await Promise.all([
        layerSources.read(template, engine),
        bundles.read(form.digest),
      ]);
      return diffLayer(await readBundle(archive), newest, engine);
    } catch (error) {
      logger.warn(
        `The source of ${form.templateRef} could not be read: ${error}`,
      );
      return { files: [], fileCount: 0, unreadable: inWords(error) };
    }
  }

  async #scaffold(
    { form, template, values }: Prepared,
    { reason, ticket }: UpgradeRequest,
    credentials: BackstageCredentials,
  ): Promise<string> {
    const fields = formFields(template.spec?.parameters);
    const { taskId } = await this.#options.scaffolder.scaffold(
      {
        templateRef: form.templateRef,
        values: {
          ...values,
          ...(fields.has('reason') && { reason }),
          ...(fields.has('ticket') && ticket && { ticket }),
        },
      },
      { credentials },
    );
    return taskId;
  }
}

function versionOf({ spec }: Entity): string | undefined {
  return layerEntitySpecSchema.safeParse(spec?.layer).data?.version;
}

function assertPossible({ stack, missing }: Prepared, layer: string): void {
  if (stack.layer !== layer) {
    throw new InputError(`${stack.entityRef} is of the layer ${stack.layer}`);
  }
  if (stack.standing || stack.status === 'destroyed') {
    throw new ConflictError(
      `${stack.entityRef} has no source that could be raised to a newer version`,
    );
  }
  const asked = missing.filter(name => name !== 'reason' && name !== 'ticket');
  if (asked.length === 0) return;
  throw new ConflictError(
    `The form has to be filled in by hand: ${asked.join(
      ', ',
    )}; open it by Change on the page of the stack`,
  );
}

/** An error of the file system names folders of this machine. */
function inWords(error: unknown): string {
  if (!isError(error)) return String(error).slice(0, MOST_WORDS);
  if (error.syscall !== undefined) {
    return `The files of the layer could not be read: ${error.code}`;
  }
  return error.message.slice(0, MOST_WORDS);
}
