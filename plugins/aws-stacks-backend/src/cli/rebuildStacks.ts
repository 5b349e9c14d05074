// SPDX-License-Identifier: Apache-2.0
import { userInfo } from 'node:os';
import { InputError } from '@backstage/errors';
import {
  AccountsConfig,
  type AccountConfig,
  AwsClients,
  describeAwsError,
} from '@groundwork/backstage-plugin-groundwork-node';
import { stateBucketOf } from '../rules/stateBucket';
import {
  type RebuiltStack,
  StackRebuild,
  type StandingAs,
} from '../service/StackRebuild';
import { CloudFormationSource } from '../sources/CloudFormationSource';
import { StateBucketSource } from '../sources/StateBucketSource';
import { AuditStore } from '../store/AuditStore';
import { StackRegistry } from '../store/StackRegistry';
import { withBackendDatabase } from './backendDatabase';

/** What is looked at, and what is done with it. */
export interface RebuildCommand {
  configFiles: readonly string[];
  accountIds: readonly string[];
  /** Another bucket than the account's own, in its first Region. */
  bucket?: string;
  /** One state or CloudFormation stack, by its key without `.tfstate` or its name. */
  only?: string;
  standingAs?: StandingAs;
  write: boolean;
  print: (line: string) => void;
}

/** Registers what stands in accounts and is not in the database; answers 1 when a place could not be read. */
export async function rebuildStacks(command: RebuildCommand): Promise<0 | 1> {
  return withBackendDatabase(command.configFiles, async context => {
    const { config, db, logger } = context;
    const accounts = AccountsConfig.fromConfig(config);
    const clients = AwsClients.fromConfig({ config, accounts, logger });
    const registry = new StackRegistry(db, new AuditStore(db));
    let failed = false;
    for (const accountId of command.accountIds) {
      const account = accounts.get(accountId);
      if (!account) {
        throw new InputError(
          `--account: ${accountId} is not in groundwork.accounts; choose one that is`,
        );
      }
      const places = placesOf(account, clients, command);
      const rebuild = StackRebuild.create({
        ...command,
        account,
        registry,
        actor: `cli:${userInfo().username}`,
      });
      for (const place of places) {
        const done = await readPlace(place, rebuild, command.print);
        failed ||= !done;
      }
    }
    if (!command.write) {
      command.print('Nothing was stored; add --write to do so');
    }
    return failed ? 1 : 0;
  });
}

/** A bucket or Region with stacks in it. */
interface Place {
  title: string;
  read: () => AsyncGenerator<Parameters<StackRebuild['take']>[0]>;
}

function placesOf(
  account: AccountConfig,
  clients: AwsClients,
  { bucket, only }: RebuildCommand,
): Place[] {
  const { accountId } = account;
  const wants = (title: string) => only === undefined || title === only;
  const own = account.regions.map(region => stateBucketOf(account, region));
  const buckets = bucket ? [{ bucket, region: own[0].region }] : own;
  const states = new Map(buckets.map(each => [each.bucket, each.region]));
  return [
    ...[...states].map(([name, region]) => ({
      title: `s3://${name}`,
      async *read() {
        const target = { accountId, region };
        yield* (await StateBucketSource.create(clients, target)).read(
          name,
          wants,
        );
      },
    })),
    ...account.regions.map(region => ({
      title: `CloudFormation ${accountId}/${region}`,
      async *read() {
        const target = { accountId, region };
        yield* (await CloudFormationSource.create(clients, target)).read(wants);
      },
    })),
  ];
}

async function readPlace(
  { title, read }: Place,
  rebuild: StackRebuild,
  print: (line: string) => void,
): Promise<boolean> {
  try {
    for await (const found of read()) print(inWords(await rebuild.take(found)));
    return true;
  } catch (error) {
    const { code, hint } = describeAwsError(error);
    print(`${title}: could not be read: ${code}. ${hint}`);
    return false;
  }
}

function inWords(stack: RebuiltStack): string {
  const { origin, outcome, entityRef, resources, reason } = stack;
  const what = entityRef ? `${entityRef}, ${resources} resources` : reason;
  return [`${outcome}: ${origin}`, what].filter(Boolean).join(': ');
}
