// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type LayerGraph,
  type LayerGraphQuery,
  type LayerNode,
  type Problem,
  stackPlanPermission,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { AccountsConfig } from '@groundwork/backstage-plugin-groundwork-node';
import type { StacksConfig } from '../config/StacksConfig';
import { groupBy } from '../rules/groupBy';
import {
  type GraphAccount,
  type GraphStack,
  layersByEnvironment,
} from '../rules/layerGraph';
import { OTHER_PHASE, orderLayers } from '../rules/layerOrder';
import type { LayersStore } from '../store/LayersStore';
import type { Authorizer } from './Authorizer';
import type { LayerTemplate, LayerTemplates } from './LayerTemplates';

/** What drawing the graph needs. */
export interface LayerGraphsOptions {
  accounts: AccountsConfig;
  authorizer: Authorizer;
  config: StacksConfig;
  layers: LayersStore;
  layerTemplates: LayerTemplates;
}

/** Joins the layers of the catalog with the stacks that the caller may see. */
export class LayerGraphs {
  readonly #options: LayerGraphsOptions;

  static create(options: LayerGraphsOptions): LayerGraphs {
    return new LayerGraphs(options);
  }

  private constructor(options: LayerGraphsOptions) {
    this.#options = options;
  }

  async read(
    query: LayerGraphQuery,
    credentials: BackstageCredentials,
  ): Promise<LayerGraph> {
    const { authorizer, config, layerTemplates } = this.#options;
    await authorizer.criteria(stackReadPermission, credentials);
    const [templates, accounts, stacks] = await Promise.all([
      layerTemplates.list(credentials),
      this.#accounts(query, credentials),
      this.#stacks(query, credentials),
    ]);
    const layers = orderLayers(templates.layers.map(toNode));
    return {
      layers,
      environments: layersByEnvironment(layers, accounts, stacks),
      requirements: config.layerRequirements,
      problems: [...templates.problems, ...strangers(layers, stacks)],
    };
  }

  async #accounts(
    { account: accountId }: LayerGraphQuery,
    credentials: BackstageCredentials,
  ): Promise<GraphAccount[]> {
    const { accounts, authorizer, config } = this.#options;
    const [mayPlan, mayUse] = await Promise.all([
      authorizer.may(stackPlanPermission, credentials),
      authorizer.accountJudge(credentials),
    ]);
    return accounts
      .list()
      .filter(account => !accountId || account.accountId === accountId)
      .map(account => ({
        ...account,
        mayStart: mayPlan && mayUse(account),
        enforced: config.layerRequirements === 'enforce',
      }));
  }

  async #stacks(
    { account, owner, system }: LayerGraphQuery,
    credentials: BackstageCredentials,
  ): Promise<GraphStack[]> {
    const { authorizer, layers } = this.#options;
    const [stacks, mayRead] = await Promise.all([
      layers.list({ accountId: account }),
      authorizer.stackJudge(stackReadPermission, credentials),
    ]);
    return stacks.map(stack => ({
      ...stack,
      readable: mayRead(stack),
      wanted:
        (!owner || stack.owner === owner) &&
        (!system || stack.system === system),
    }));
  }
}

function toNode(layer: LayerTemplate): LayerNode {
  const { id, title, description, templateRef, requires, lifecycle } = layer;
  const { phase = OTHER_PHASE } = layer;
  return { id, title, description, templateRef, phase, requires, lifecycle };
}

/** Stacks of layers that the catalog has no template of have no place in the graph; that is said. */
function strangers(
  layers: readonly LayerNode[],
  stacks: readonly GraphStack[],
): Problem[] {
  const known = new Set(layers.map(({ id }) => id));
  const strange = stacks.filter(
    ({ layer, readable, wanted }) => readable && wanted && !known.has(layer),
  );
  return [...groupBy(strange, ({ layer }) => layer)].map(
    ([layer, { length }]) => ({
      code: 'layer-without-template',
      hint: `${length} ${
        length === 1 ? 'stack is' : 'stacks are'
      } of the layer ${layer}, of which the catalog has no template that you may see; add template:default/${layer} to see where it stands`,
    }),
  );
}
