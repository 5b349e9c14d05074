// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync, realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { allProcesses } from '@groundwork/faults';
import knex from 'knex';

/** A text that was found, and where. */
export interface Place {
  where: string;
  text: string;
}

function base64Core(secret: string, shift: number): string {
  const padded = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]);
  const start = Math.ceil((shift * 8) / 6);
  return padded
    .toString('base64')
    .slice(start, Math.floor((padded.length * 8) / 6));
}

/** A secret in clear, in hexadecimal, and in base64 whatever stands before it. */
function formsOf(secret: string): string[] {
  const hex = Buffer.from(secret).toString('hex');
  return [secret, hex, ...[0, 1, 2].map(shift => base64Core(secret, shift))];
}

/** Where a secret stands in one of its forms. */
export function placesOf(secret: string, places: Place[]): string[] {
  const forms = formsOf(secret);
  return places
    .filter(({ text }) => forms.some(form => text.includes(form)))
    .map(({ where }) => where);
}

/** The bytes as text, and once more unpacked when they are a gzip; a tar in it is read as it is. */
export function textsOf(bytes: Buffer): string {
  const text = bytes.toString('latin1');
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return text;
  try {
    return text + textsOf(gunzipSync(bytes));
  } catch {
    // Begins like a gzip and is none.
    return text;
  }
}

const isFile = (entry: { isFile(): boolean }) => entry.isFile();

/** All files below a folder, databases and their logs among them as they are on disk. */
export function filesBelow(folder: string): Place[] {
  const root = realpathSync(folder);
  return (
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter(isFile)
      // Links to Terraform's providers are followed; they lead out of the folder.
      .filter(({ parentPath }) => realpathSync(parentPath).startsWith(root))
      .map(({ name, parentPath }) => join(parentPath, name))
      .map(file => ({ where: file, text: textsOf(readFileSync(file)) }))
  );
}

/** Every row of every table; in the file a long text may be spread over several pages. */
export async function dumpDatabase(filename: string): Promise<Place[]> {
  const db = knex({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
  });
  try {
    const tables: { name: string }[] = await db('sqlite_master')
      .where({ type: 'table' })
      .select('name');
    return await Promise.all(
      tables.map(async ({ name }) => ({
        where: `table ${name}`,
        text: JSON.stringify(await db(name).select()),
      })),
    );
  } finally {
    await db.destroy();
  }
}

/** Reading all processes takes a good part of a core, which the runs need, and no process of theirs is gone so soon. */
const SAMPLE_MS = 150;

/** A text that is looked for, in all processes or in those that name something else besides. */
export type Wanted = string | { text: string; within: string };

/** Looks again and again at what every process shows of itself: arguments and environment. */
export class ProcessSampler {
  readonly #wanted: readonly { text: string; within: string }[];
  readonly #found = new Set<string>();
  #samples = 0;
  #stopped = false;
  #end: Promise<void> = Promise.resolve();

  static start(wanted: readonly Wanted[]): ProcessSampler {
    const sampler = new ProcessSampler(wanted);
    sampler.#end = sampler.#run();
    return sampler;
  }

  private constructor(wanted: readonly Wanted[]) {
    this.#wanted = wanted.map(one =>
      typeof one === 'string' ? { text: one, within: '' } : one,
    );
  }

  /** Ends it, and answers which of the wanted texts were seen, and how often was looked. */
  async stop() {
    this.#stopped = true;
    await this.#end;
    return { found: [...this.#found], samples: this.#samples };
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const places = allProcesses().map(({ pid, text }) => ({
        where: `process ${pid}`,
        text,
      }));
      this.#samples += 1;
      for (const { text, within } of this.#wanted) {
        const near = places.filter(place => place.text.includes(within));
        if (placesOf(text, near).length > 0) this.#found.add(text);
      }
      await sleep(SAMPLE_MS);
    }
  }
}

/** Learns the credentials of the sessions that runs work with, from the files in which they have them meanwhile. */
export class CredentialsSampler {
  readonly #folder: string;
  readonly #learned = new Set<string>();
  #stopped = false;
  #end: Promise<void> = Promise.resolve();

  static start(folder: string): CredentialsSampler {
    const sampler = new CredentialsSampler(folder);
    sampler.#end = sampler.#run();
    return sampler;
  }

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Ends it, and answers with all secret keys and tokens that were seen. */
  async stop(): Promise<string[]> {
    this.#stopped = true;
    await this.#end;
    return [...this.#learned];
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      for (const file of this.#files()) {
        const text = await readFile(file, 'utf8').catch(() => '');
        const values = text.matchAll(/^aws_se\w+ = (\S+)$/gm);
        for (const [, value] of values) this.#learned.add(value);
      }
      await sleep(100);
    }
  }

  #files(): string[] {
    const jobs = ['runs', 'drift'].flatMap(kind =>
      foldersIn(join(this.#folder, kind)).flatMap(folder => [
        folder,
        ...foldersIn(folder),
      ]),
    );
    return jobs.map(folder => join(folder, 'work', 'aws-credentials'));
  }
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder).map(name => join(folder, name));
  } catch {
    // Not there yet, gone meanwhile, or a file.
    return [];
  }
}
