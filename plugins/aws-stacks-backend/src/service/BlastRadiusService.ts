// SPDX-License-Identifier: Apache-2.0
import type {
  AuthService,
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  type BlastRadii,
  type BlastRadius,
  type Run,
  arnSchema,
  isNotInstalledError,
  resourceChangeSchema,
  stackReadPermission,
  stackSourceEntityName,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { EstateService } from '@groundwork/backstage-plugin-groundwork-node';
import { z } from 'zod';
import type { RunsStore } from '../store/RunsStore';
import type { Authorizer } from './Authorizer';
import { type Walked, type WalkStart, walkDependants } from './DependantsWalk';
import type { RunsService } from './RunsService';

/** How many ARNs the estate is asked for at once. */
const BATCH_ARNS = 1_000;

/** Of a plan, what is looked at here. */
const changesSchema = z.object({
  resources: z.array(
    resourceChangeSchema.pick({ action: true, physicalId: true }),
  ),
});

/** What finding out how far a plan reaches needs. */
export interface BlastRadiusOptions {
  auth: AuthService;
  authorizer: Authorizer;
  catalog: CatalogService;
  estate: EstateService;
  logger: LoggerService;
  runs: RunsStore;
  runsService: RunsService;
}

/** A run with what its plan does to what stands already. */
interface Planned {
  run: Run;
  /** What is changed or goes. */
  arns: string[];
  touchesStanding: boolean;
}

interface Owners {
  state: BlastRadius['owners'];
  refs: Record<string, string[]>;
}

/** Finds what depends on what a plan changes: in the catalog, and with the rights of who asks. */
export class BlastRadiusService {
  readonly #options: BlastRadiusOptions;

  static create(options: BlastRadiusOptions): BlastRadiusService {
    return new BlastRadiusService(options);
  }

  private constructor(options: BlastRadiusOptions) {
    this.#options = options;
  }

  /** Of one run, with names. */
  async of(
    runId: string,
    credentials: BackstageCredentials,
  ): Promise<BlastRadius> {
    const run = await this.#options.runsService.require(runId, credentials);
    const planned = await this.#planned(run);
    if (!planned) {
      throw new NotFoundError(`Run ${runId} is ${run.state} and has no plan`);
    }
    const [radius] = await this.#radii([planned], credentials);
    return radius;
  }

  /** How many, for several runs. */
  async count(
    runIds: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<BlastRadii> {
    const { authorizer, runs } = this.#options;
    const allowed = await authorizer.criteria(stackReadPermission, credentials);
    const limit = runIds.length;
    const found = await runs.list({ ids: runIds, allowed, limit });
    const planned = await Promise.all(found.map(run => this.#planned(run)));
    const radii = await this.#radii(
      planned.flatMap(one => one ?? []),
      credentials,
    );
    return {
      items: radii.map(({ runId, count, isAtLeast, owners }) => ({
        runId,
        count,
        isAtLeast,
        owners,
      })),
    };
  }

  async #planned(run: Run): Promise<Planned | undefined> {
    const text = await this.#options.runs.findPlan(run.id);
    if (!text) return undefined;
    return { run, ...standingOf(changesSchema.parse(JSON.parse(text))) };
  }

  async #radii(
    planned: readonly Planned[],
    credentials: BackstageCredentials,
  ): Promise<BlastRadius[]> {
    const { catalog } = this.#options;
    const owners = await this.#owners(planned.flatMap(({ arns }) => arns));
    const starts = planned.map(one => startOf(one, owners));
    const walked = await walkDependants(starts, { catalog, credentials });
    return planned.map((one, at) =>
      toRadius(one, {
        start: starts[at],
        walked: walked[at],
        owners: one.arns.length > 0 ? owners.state : 'known',
      }),
    );
  }

  /** The engine asks; what it is told is shown as far as the caller sees it in the catalog. */
  async #owners(arns: readonly string[]): Promise<Owners> {
    const asked = [...new Set(arns)];
    const { auth, estate, logger } = this.#options;
    try {
      const credentials = await auth.getOwnServiceCredentials();
      const refs: Owners['refs'] = {};
      for (let start = 0; start < asked.length; start += BATCH_ARNS) {
        const batch = asked.slice(start, start + BATCH_ARNS);
        const answer = await estate.resolve({ arns: batch }, { credentials });
        Object.assign(refs, answer.refs);
      }
      return { state: 'known', refs };
    } catch (error) {
      if (isNotInstalledError(error))
        return { state: 'not-installed', refs: {} };
      logger.warn(
        'Whom changed resources belong to could not be found out',
        error instanceof Error ? error : new Error(String(error)),
      );
      return { state: 'unknown', refs: {} };
    }
  }
}

/** What is only made, imported or left standing is nothing that others stand on already. */
function standingOf({
  resources,
}: z.infer<typeof changesSchema>): Omit<Planned, 'run'> {
  const changed = resources.filter(({ action }) =>
    ['update', 'replace', 'delete'].includes(action),
  );
  const arns = changed.flatMap(
    ({ physicalId }) => arnSchema.safeParse(physicalId).data ?? [],
  );
  return { arns, touchesStanding: changed.length > 0 };
}

/** The stack stands for what has no ARN: all that it makes carries its tag. Its own source does not count. */
function startOf({ run, arns }: Planned, { refs }: Owners): WalkStart {
  const { layer, name, target, hasChanges } = run;
  const { environment } = target;
  const source = stackSourceEntityName({ layer, name, environment });
  if (!hasChanges) return { origins: [] };
  return {
    origins: [run.entityRef, ...arns.flatMap(arn => refs[arn] ?? [])],
    without: [`component:default/${source}`],
  };
}

function toRadius(
  { run, touchesStanding }: Planned,
  {
    start,
    walked,
    owners,
  }: { start: WalkStart; walked: Walked; owners: BlastRadius['owners'] },
): BlastRadius {
  const { origins, dependants, hasMore } = walked;
  const hidden = new Set(start.origins).size - origins.length;
  return {
    runId: run.id,
    count: dependants.size,
    isAtLeast: hasMore || owners !== 'known' || (touchesStanding && hidden > 0),
    owners,
    origins,
    entities: [...dependants].map(([entityRef, distance]) => ({
      entityRef,
      distance,
    })),
  };
}
