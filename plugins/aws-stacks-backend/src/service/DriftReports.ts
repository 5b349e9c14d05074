// SPDX-License-Identifier: Apache-2.0
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type {
  DriftedResource,
  Stack,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  type AccountsConfig,
  describeAwsError,
} from '@groundwork/backstage-plugin-groundwork-node';
import { causeOf, isEngineCall, trailNames } from '../rules/driftCause';
import { ENGINE_ACTOR } from '../rules/runStates';
import type { TrailEvent, TrailSource } from '../sources/CloudTrailSource';
import type { AuditStore } from '../store/AuditStore';
import type { DueCheck } from '../store/DriftLeasesStore';
import type { DriftSettled, DriftStore } from '../store/DriftStore';
import type { StacksStore } from '../store/StacksStore';

/** CloudTrail answers slowly; of more resources nobody reads who changed each. */
const MOST_LOOKUPS = 25;

/** What reporting needs. */
export interface DriftReportsOptions {
  accounts: AccountsConfig;
  audit: AuditStore;
  drift: DriftStore;
  logger: LoggerService;
  /** Absent where an installation has no notifications. */
  notifications?: NotificationService;
  stacks: StacksStore;
  /** Absent where nobody can be asked who changed something. */
  trail?: TrailSource;
}

/** What follows from a look at a stack: who did it, an audit row, and word to the owner when a stack begins to drift. */
export class DriftReports {
  readonly #options: DriftReportsOptions;

  static create(options: DriftReportsOptions): DriftReports {
    return new DriftReports(options);
  }

  private constructor(options: DriftReportsOptions) {
    this.#options = options;
  }

  async report(due: DueCheck, settled: DriftSettled): Promise<void> {
    const stack = await this.#options.stacks.find(due.stackId);
    if (!stack) return;
    const resources = await this.#withCauses(stack, due, settled.resources);
    if (settled.isNew) await this.#tell(stack, resources);
  }

  async #withCauses(
    stack: Stack,
    due: DueCheck,
    resources: DriftedResource[],
  ): Promise<DriftedResource[]> {
    const { drift } = this.#options;
    const open = resources.filter(({ cause }) => !cause).slice(0, MOST_LOOKUPS);
    if (open.length === 0) return resources;
    const causes = new Map<string, DriftedResource['cause']>();
    for (const { change } of open) {
      const events = await this.#changesOf(stack, due, change);
      if (!events) break;
      causes.set(change.address, causeOf(change, events));
    }
    const found = resources.map(resource => {
      const cause = resource.cause ?? causes.get(resource.change.address);
      return cause ? { ...resource, cause } : resource;
    });
    if ([...causes.values()].some(Boolean)) {
      await drift.addCauses(stack.id, found);
    }
    return found;
  }

  /** Undefined when CloudTrail cannot be asked: then nothing is known of the others either. */
  async #changesOf(
    { target }: Stack,
    { appliedAt }: DueCheck,
    change: DriftedResource['change'],
  ): Promise<TrailEvent[] | undefined> {
    const { accounts, logger, trail } = this.#options;
    const roles = accounts.get(target.accountId)?.roles;
    try {
      for (const resource of trailNames(change)) {
        const events = await trail?.changesOf({
          target,
          type: change.type,
          resource,
          since: new Date(appliedAt),
        });
        const others = events?.filter(
          event => !isEngineCall(event, [roles?.plan, roles?.apply]),
        );
        if (others && others.length > 0) return others;
      }
      return [];
    } catch (error) {
      const call = { service: 'cloudtrail', operation: 'LookupEvents' };
      const { code, hint } = describeAwsError(error, call);
      logger.warn(
        `Who changed ${change.address} in ${target.accountId} is not known: ${code}. ${hint}`,
      );
      return undefined;
    }
  }

  async #tell(stack: Stack, resources: DriftedResource[]): Promise<void> {
    const { audit, logger, notifications } = this.#options;
    const names = resources.map(({ change }) => change.address);
    const what = `${names.slice(0, 3).join(', ')}${
      names.length > 3 ? ` and ${names.length - 3} more` : ''
    }`;
    await audit.add({
      actor: ENGINE_ACTOR,
      action: 'drift.found',
      outcome: 'done',
      stackId: stack.id,
      reason: what,
    });
    try {
      await notifications?.send({
        recipients: { type: 'entity', entityRef: stack.owner },
        payload: {
          title: `Drifted: ${stack.layer} / ${stack.name} in ${stack.target.environment}`,
          description: `Changed past its source: ${what}`,
          link: `/aws-stacks/stacks/${stack.id}`,
          severity:
            stack.target.environment === 'production' ? 'high' : 'normal',
          topic: 'Infrastructure',
          scope: `drift:${stack.id}`,
        },
      });
    } catch (error) {
      logger.warn(
        `${stack.owner} could not be notified of the drift of ${stack.entityRef}: ${error}`,
      );
    }
  }
}
