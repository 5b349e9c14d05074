// SPDX-License-Identifier: Apache-2.0
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { z } from 'zod';
import { startSandbox } from '@groundwork/sandbox';
import { type BenchEnvironment, once } from '../figure';
import { runProgram } from '../program';
import { getJson } from '../requests';
import { BackendProcess, waitFor } from './BackendProcess';
import { awsEnvironment, benchConfig } from './benchConfig';
import {
  BENCH_ACCOUNTS,
  type OwningEntity,
  owningEntities,
  writeCatalog,
} from './catalog';
import { postgresUrl } from './postgres';

/** The databases that are promised for. */
export type DatabaseKind = 'sqlite' | 'postgres';

/** A backend whose store holds as many findings as were asked for. */
export interface FindingsBackend {
  backend: BackendProcess;
  token: string;
}

const DATABASE_PREFIX = 'groundwork_bench_';
const filledSchema = z.object({ stored: z.number(), owned: z.number() });
const problemsSchema = z.object({
  problems: z.array(z.object({ code: z.string(), hint: z.string() })),
});

/** Room for all that own something, and what they depend on. */
const CATALOG_ENTITIES = 1_000;

/** What is left of a start: the first index of the search. */
const SETTLE_MS = 15_000;

/** An AWS in which nothing is, so that the estate's sweep succeeds. */
const emulator = once(async environment => {
  const sandbox = await startSandbox();
  environment.atEnd(() => sandbox.stop());
  return sandbox;
});

/** A catalog and, in the store of aws-security, findings of some of them. */
export class FindingsBench {
  readonly #environment: BenchEnvironment;
  readonly #kind: DatabaseKind;
  readonly #folder: string;
  #stored: number | undefined;
  #running: FindingsBackend | undefined;

  static create(
    environment: BenchEnvironment,
    kind: DatabaseKind,
  ): FindingsBench {
    return new FindingsBench(environment, kind);
  }

  private constructor(environment: BenchEnvironment, kind: DatabaseKind) {
    this.#environment = environment;
    this.#kind = kind;
    this.#folder = environment.workFolder(`findings-${kind}`, {
      // Its catalog takes minutes to be taken in, and is the same each time.
      keep: kind === 'sqlite',
    });
  }

  /** The whole backend over so many stored findings; it runs on for the next figure until it is stopped. */
  async start(findings: number): Promise<FindingsBackend> {
    if (this.#running && this.#stored === findings) return this.#running;
    await this.stop();
    await this.#environment.stopSandbox();
    if (this.#stored !== findings) await this.#fill(findings);
    const { repositoryRoot } = this.#environment;
    this.#environment.say(
      '  starting the backend, with its catalog of 1,000 entities',
    );
    const backend = await BackendProcess.start({
      repositoryRoot,
      folder: this.#folder,
      config: await this.#config(),
      env: awsEnvironment(await emulator(this.#environment)),
    });
    this.#environment.atEnd(() => backend.stop());
    const token = await backend.untilCataloged(CATALOG_ENTITIES);
    this.#environment.say('  waiting until all findings are assigned');
    await untilOwned(backend, token);
    await sleep(SETTLE_MS);
    this.#running = { backend, token };
    return this.#running;
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await running?.backend.stop();
  }

  /** The route of an entity's findings. */
  static findingsPath({ name }: OwningEntity): string {
    return `/api/aws-security/v1/entity/default/component/${name}/findings`;
  }

  async #fill(findings: number): Promise<void> {
    this.#environment.say(`  storing ${findings} findings`);
    this.#stored = undefined;
    const filename = join(this.#folder, 'db', 'aws-security.sqlite');
    rmSync(filename, { force: true });
    const database =
      this.#kind === 'sqlite'
        ? { client: 'better-sqlite3', filename }
        : {
            client: 'pg',
            url: await postgresUrl(this.#environment),
            database: `${DATABASE_PREFIX}aws-security`,
          };
    const { stored, owned } = await runProgram(
      resolvePackagePath(
        '@groundwork/backstage-plugin-aws-security-backend',
        'dev/fill.ts',
      ),
      {
        input: {
          findings,
          accounts: BENCH_ACCOUNTS.map(({ accountId }) => accountId),
          regions: BENCH_ACCOUNTS[0].regions,
          entities: owningEntities.map(({ entityRef, resourceArns }) => ({
            entityRef,
            resourceArns,
          })),
          database,
        },
        answer: filledSchema,
      },
    );
    if (stored !== findings || owned < findings) {
      throw new Error(
        `${stored} findings are stored and ${owned} owned, expected ${findings}`,
      );
    }
    this.#stored = findings;
  }

  async #config(): Promise<object> {
    const database =
      this.#kind === 'sqlite'
        ? {
            client: 'better-sqlite3',
            connection: { directory: join(this.#folder, 'db') },
          }
        : {
            client: 'pg',
            connection: await postgresUrl(this.#environment),
            prefix: DATABASE_PREFIX,
          };
    return benchConfig({
      folder: this.#folder,
      database,
      catalogFile: writeCatalog(this.#folder, CATALOG_ENTITIES),
    });
  }
}

/** The estate reads the catalog once in a minute, and the findings are assigned by it within another. */
async function untilOwned(
  backend: BackendProcess,
  token: string,
): Promise<void> {
  const shares = [0, Math.floor(owningEntities.length / 2), -1];
  await waitFor('the owners of the findings', async () => {
    for (const index of shares) {
      const entity = owningEntities.at(index);
      if (!entity) return undefined;
      const path = FindingsBench.findingsPath(entity);
      const query = 'workflowStatus=new&workflowStatus=resolved';
      const body = await getJson(`${backend.url}${path}?${query}`, token);
      const { items } = z.object({ items: z.array(z.unknown()) }).parse(body);
      if (items.length === 0) return undefined;
    }
    const freshness = `${backend.url}/api/aws-security/v1/freshness`;
    const { problems } = problemsSchema.parse(await getJson(freshness, token));
    if (problems.length > 0) {
      throw new Error(`${problems[0].code}: ${problems[0].hint}`);
    }
    return true;
  });
}
