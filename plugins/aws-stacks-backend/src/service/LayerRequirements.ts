// SPDX-License-Identifier: Apache-2.0
import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type {
  GateDecision,
  LayerOutputRef,
  Stack,
  Target,
} from '@groundwork/backstage-plugin-groundwork-common';
import type {
  AccountsConfig,
  PlannedRun,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { StacksConfig } from '../config/StacksConfig';
import { missingLayers, stands } from '../rules/layerRequirements';
import type { LayersStore, PlacedStack } from '../store/LayersStore';
import type { LayerTemplates } from './LayerTemplates';

/** What a run needs to be judged. */
interface Asked {
  layer: string;
  target: Target;
  layerOutputs: readonly LayerOutputRef[];
}

/** What judging the order of layers needs. */
export interface LayerRequirementsOptions {
  accounts: AccountsConfig;
  auth: AuthService;
  config: Pick<StacksConfig, 'layerRequirements'>;
  layers: LayersStore;
  layerTemplates: LayerTemplates;
  logger: LoggerService;
}

/**
 * Keeps layers in their order: what a layer requires has to stand in the account and Region before it is planned, and
 * still when it is applied for the first time. What a layer requires stands in its template, which is read with the
 * engine's own credentials: who may not see a template is no freer than others.
 */
export class LayerRequirements {
  readonly #options: LayerRequirementsOptions;

  static create(options: LayerRequirementsOptions): LayerRequirements {
    return new LayerRequirements(options);
  }

  private constructor(options: LayerRequirementsOptions) {
    this.#options = options;
  }

  /** Refuses a request for a run of a layer whose ground is missing, unless that is only warned of. */
  async check(asked: Asked): Promise<void> {
    if (this.#options.config.layerRequirements === 'advisory') return;
    const missing = await this.#missing(asked);
    if (missing.length === 0) return;
    throw new ConflictError(
      `${describe(asked, missing)}. ${remedy(asked, missing)}`,
    );
  }

  /** What is said of a plan whose stack was never applied; nothing where all that it requires stands. */
  async decide({ run, stack }: PlannedRun): Promise<GateDecision | undefined> {
    if (run.operation === 'destroy' || stack.appliedAt) return undefined;
    const { layer, target } = run;
    try {
      const layerOutputs = await this.#options.layers.layerOutputsOf(run.id);
      const asked = { layer, target, layerOutputs };
      const missing = await this.#missing(asked);
      if (missing.length === 0) return undefined;
      return this.#decision(
        missing.map(required => ({
          checkId: `requires-${required}`,
          status: 'missing',
          target,
          remedies: [remedy(asked, [required])],
        })),
      );
    } catch (error) {
      this.#options.logger.error(
        `What run ${run.id} requires could not be found out`,
        error instanceof Error ? error : new Error(String(error)),
      );
      return this.#decision([
        {
          checkId: 'requires',
          status: 'unknown',
          target,
          remedies: [
            'It is asked again every minute; look into the log of the backend',
          ],
        },
      ]);
    }
  }

  /** The stacks that would lose what their layer requires if this one was destroyed. Of what was made elsewhere nobody knows what it stands on. */
  async standingOn(stack: Stack): Promise<PlacedStack[]> {
    const { accounts, config, layers } = this.#options;
    const { layer, target } = stack;
    const provides = accounts.get(target.accountId)?.provides ?? [];
    if (config.layerRequirements === 'advisory' || provides.includes(layer)) {
      return [];
    }
    const requiring = await this.#requiring(layer);
    if (requiring.length === 0) return [];
    const stacks = await layers.list({ accountId: target.accountId });
    const fed = await layers.find(stacks.flatMap(({ dependsOn }) => dependsOn));
    const lacks = (
      { dependsOn, target: { region } }: PlacedStack,
      left: readonly PlacedStack[],
    ) => {
      const chosen = fed
        .filter(giver => dependsOn.includes(giver.stackId) && stands(giver))
        .map(giver => giver.layer);
      const place = { region, stacks: left, provides, chosen };
      return missingLayers([layer], place).length > 0;
    };
    const others = stacks.filter(({ stackId }) => stackId !== stack.id);
    return others.filter(
      other =>
        requiring.includes(other.layer) &&
        !other.standing &&
        stands(other) &&
        !lacks(other, stacks) &&
        lacks(other, others),
    );
  }

  async #requiring(layer: string): Promise<string[]> {
    const { auth, layerTemplates } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const { layers } = await layerTemplates.list(credentials);
    return layers
      .filter(({ requires }) => requires.includes(layer))
      .map(({ id }) => id);
  }

  #decision(reasons: GateDecision['reasons']): GateDecision {
    const decidedAt = new Date().toISOString();
    return this.#options.config.layerRequirements === 'advisory'
      ? { door: 'build', mode: 'warn', decision: 'warn', reasons, decidedAt }
      : {
          door: 'build',
          mode: 'enforce',
          decision: 'deny',
          reasons,
          decidedAt,
        };
  }

  async #missing({ layer, target, layerOutputs }: Asked): Promise<string[]> {
    const { accounts, auth, layers, layerTemplates } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const requires = await layerTemplates.requires(layer, credentials);
    if (requires.length === 0) return [];
    const { accountId, region } = target;
    const [stacks, givers] = await Promise.all([
      layers.list({ accountId, layers: requires }),
      layers.find(layerOutputs.map(({ stackId }) => stackId)),
    ]);
    const provides = accounts.get(accountId)?.provides ?? [];
    const chosen = givers.filter(stands).map(giver => giver.layer);
    return missingLayers(requires, { region, stacks, provides, chosen }).map(
      missing => missing.layer,
    );
  }
}

function describe(
  { layer, target }: Asked,
  missing: readonly string[],
): string {
  const does = missing.length === 1 ? 'does' : 'do';
  return `${layer} requires ${missing.join(', ')}, which ${does} not stand in ${
    target.accountId
  }/${target.region}`;
}

function remedy({ target }: Asked, missing: readonly string[]): string {
  const { accountId, region } = target;
  return `Apply ${missing.join(
    ' and ',
  )} in ${accountId}/${region} first, register what stands there already, or list it under provides of account ${accountId} in groundwork.accounts`;
}
