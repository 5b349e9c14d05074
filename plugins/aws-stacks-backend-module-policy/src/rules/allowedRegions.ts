// SPDX-License-Identifier: Apache-2.0
import type { JsonValue } from '@backstage/types';
import { regionSchema } from '@groundwork/backstage-plugin-groundwork-common';
import type {
  AccountsConfig,
  PlannedRun,
} from '@groundwork/backstage-plugin-groundwork-node';
import { z } from 'zod';
import { listOf } from '../plan/policyDocument';
import { type ResourceView, changedResources } from '../plan/ResourceView';
import { type Objection, type RuleDefinition, defineRule } from './Rule';

/** What has no Region is managed from this one. */
const REGION_OF_GLOBAL = 'us-east-1';

const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;
/** `eu-west-1a`, and Local Zones such as `us-west-2-lax-1a`. */
const ZONE = /^([a-z]{2}(?:-[a-z]+)+-\d)(?:[a-z]|-[a-z]+-\d[a-z])$/;
const ARN = /^arn:[\w-]+:[\w-]+:([\w-]+):/;

/** Attributes that say where something is made: itself, or a copy of it. That of a peer is none of these. */
const PLACES =
  /(?:^|\.)(?:region|region_name|Region|availability_zones?|AvailabilityZones?)(?:\.\d+)?$/;

const optionsSchema = z.strictObject({
  /** Regions that may be used besides those of the account, in all accounts. */
  also: z.array(regionSchema).default([]),
});

/** Everything is made in a Region of the account's configuration. */
export function createAllowedRegions(accounts: AccountsConfig): RuleDefinition {
  return defineRule({
    id: 'allowed-regions',
    levels: { development: 'hard', staging: 'hard', production: 'hard' },
    options: optionsSchema,
    check(planned, { also }) {
      const allowed = new Set([...regionsOf(planned, accounts), ...also]);
      return changedResources(planned.plan).flatMap(view =>
        checkResource(view, allowed),
      );
    },
  });
}

function regionsOf(
  { run: { target } }: PlannedRun,
  accounts: AccountsConfig,
): string[] {
  const regions = accounts.get(target.accountId)?.regions ?? [];
  return target.region === 'global' ? [...regions, REGION_OF_GLOBAL] : regions;
}

function checkResource(
  view: ResourceView,
  allowed: ReadonlySet<string>,
): Objection[] {
  const { address, region, attributes, physicalId } = view.change;
  const places = [
    ...(region ? [region] : []),
    ...regionsIn(physicalId),
    ...attributes.flatMap(({ path, after }) =>
      PLACES.test(path) ? regionsIn(after) : [],
    ),
  ];
  const outside = [...new Set(places)].filter(each => !allowed.has(each));
  if (outside.length === 0) return [];
  return [
    {
      address,
      message: `It is made in ${outside.join(', ')}; the account may use ${[
        ...allowed,
      ].join(', ')}`,
      fix: `Make it in a Region of the account, or have ${outside.join(
        ', ',
      )} added to the regions of the account in groundwork.accounts`,
    },
  ];
}

/** The Regions that a value names: itself, by a zone, or in an ARN. */
function regionsIn(value: JsonValue | undefined): string[] {
  return listOf(value).flatMap(each => {
    if (typeof each !== 'string') return [];
    if (REGION.test(each)) return [each];
    const named = ZONE.exec(each)?.[1] ?? ARN.exec(each)?.[1];
    return named && REGION.test(named) ? [named] : [];
  });
}
