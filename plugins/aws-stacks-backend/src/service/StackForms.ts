// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  Redactor,
  readBundle,
} from '@groundwork/backstage-plugin-aws-stacks-runner';
import type {
  StackDetail,
  StackForm,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { BundleStore } from '../bundles/BundleStore';
import { fillForm, formFields } from '../rules/formFields';
import { readInputs, sensitiveVariables } from '../rules/sourceFiles';
import type { RunSource, StackHistoryStore } from '../store/StackHistoryStore';
import type { StacksService } from './StacksService';

/** What filling in forms needs. */
export interface StackFormsOptions {
  bundles: BundleStore;
  catalog: CatalogService;
  history: StackHistoryStore;
  stacks: StacksService;
}

/** Fills in a layer's form with what a stack was made from, so that a change begins where the stack stands. */
export class StackForms {
  readonly #options: StackFormsOptions;

  static create(options: StackFormsOptions): StackForms {
    return new StackForms(options);
  }

  private constructor(options: StackFormsOptions) {
    this.#options = options;
  }

  async read(
    stackId: string,
    credentials: BackstageCredentials,
  ): Promise<StackForm> {
    const stack = await this.#options.stacks.get(stackId, credentials);
    const { layer } = stack;
    const templateRef = `template:default/${layer}`;
    const [source, fields] = await Promise.all([
      this.#source(stack),
      this.#fields(templateRef, credentials),
    ]);
    const { digest, layerOutputs } = source;
    const files = await readBundle(await this.#options.bundles.read(digest));
    const sensitive = sensitiveVariables(files);
    const redactor = Redactor.create();
    const filled = fillForm({
      fields,
      inputs: readInputs(files, stack.engine),
      layerOutputs,
      isSecret: (name, value) =>
        sensitive.has(name) || redactor.touches({ [name]: value }),
    });
    const formData = { ...filled.formData, ...place(stack, source, fields) };
    return { ...filled, layer, templateRef, digest, formData };
  }

  async #source(stack: StackDetail): Promise<RunSource> {
    const { history } = this.#options;
    const source =
      (await history.appliedSource(stack)) ??
      (await history.newestSource(stack.id));
    if (source) return source;
    throw new NotFoundError(`Stack ${stack.id} has no source`);
  }

  async #fields(templateRef: string, credentials: BackstageCredentials) {
    const { catalog } = this.#options;
    const template = await catalog.getEntityByRef(templateRef, { credentials });
    if (!template) {
      throw new NotFoundError(
        `There is no ${templateRef} in the catalog, or you may not see it; add the layer's template to change its stacks by a form`,
      );
    }
    return formFields(template.spec?.parameters);
  }
}

/** Where the stack stands and whose it is: with these the form plans the same stack, and no other. */
function place(
  { name, target, engine, owner }: StackDetail,
  { system, description }: RunSource,
  fields: ReadonlyMap<string, unknown>,
): StackForm['formData'] {
  const known = { name, target: { ...target }, engine, owner };
  const optional = {
    ...(system && { system }),
    ...(description && { description }),
  };
  return Object.fromEntries(
    Object.entries({ ...known, ...optional }).filter(([key]) =>
      fields.has(key),
    ),
  );
}
