// SPDX-License-Identifier: Apache-2.0
import type { Entity } from '@backstage/catalog-model';
import { z } from 'zod';
import type { Expected } from './Expected';
import type { Groundwork } from './startGroundwork';

/** One of the entities that there is none of. */
const ABSENT = 'zq999x';

/** The path of an entity's routes. */
export const pathOf = (entity: Entity) =>
  `v1/entity/default/${entity.kind}/${entity.metadata.name}`;

/** A person who reads, and who must nowhere be told the name of an entity that he does not see. */
export class Visitor {
  readonly #groundwork: Groundwork;
  readonly #user: string;
  readonly #hidden: string[];
  readonly #absent = new Map<string, Promise<string>>();

  constructor(groundwork: Groundwork, user: string, expected: Expected) {
    this.#groundwork = groundwork;
    this.#user = user;
    this.#hidden = expected.hidden.map(({ metadata }) => metadata.name);
  }

  /** Whatever is answered. */
  async ask(path: string): Promise<{ status: number; body: unknown }> {
    const user = this.#user;
    const { body, status, text } = await this.#groundwork.get(path, user);
    const told = this.#hidden.filter(
      name => text.includes(name) && !path.includes(name),
    );
    if (told.length > 0) {
      throw new Error(`${path} tells ${user} of ${told.join(', ')}`);
    }
    return { body, status };
  }

  /** What is answered by 200. */
  async read<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    const { body, status } = await this.ask(path);
    if (status !== 200) {
      throw new Error(`${path} answers ${this.#user} with ${status}`);
    }
    return schema.parse(body);
  }

  /** All pages of a list as one. */
  async list<T extends { items: unknown[]; nextCursor?: string }>(
    path: string,
    schema: z.ZodType<T>,
  ): Promise<T> {
    const start = `${path}${path.includes('?') ? '&' : '?'}limit=100`;
    let page = await this.read(start, schema);
    const items = [...page.items];
    while (page.nextCursor) {
      page = await this.read(`${start}&cursor=${page.nextCursor}`, schema);
      items.push(...page.items);
    }
    return { ...page, items };
  }

  /** How an entity is refused, without its name; `*` of the route is its path. */
  async refusal(entity: Entity, route: string): Promise<string> {
    const { body, status } = await this.ask(route.replace('*', pathOf(entity)));
    const text = JSON.stringify([status, messageOf(body)]);
    return text.replaceAll(entity.metadata.name, 'NAME');
  }

  /** How an entity is refused that is not there. */
  refusalOfNone(kind: string, route: string): Promise<string> {
    const key = `${kind} ${route}`;
    const none = { apiVersion: 'v1', kind, metadata: { name: ABSENT } };
    const asked = this.#absent.get(key) ?? this.refusal(none, route);
    this.#absent.set(key, asked);
    return asked;
  }
}

const refusalSchema = z.object({ error: z.object({ message: z.string() }) });

/** What a refusal says; undefined of anything else. */
export function messageOf(body: unknown): string | undefined {
  return refusalSchema.safeParse(body).data?.error.message;
}

/** Where several entities in between own something, any of them may be named. */
export function settleVia<T extends { via?: string }>(
  items: readonly T[],
  wanted: readonly { via?: string }[],
): T[] {
  return items.map((item, at) => {
    const several = wanted[at]?.via;
    const isOne = item.via && several?.split(' ').includes(item.via);
    return isOne ? { ...item, via: several } : item;
  });
}
