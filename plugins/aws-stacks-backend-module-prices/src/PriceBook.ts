// SPDX-License-Identifier: Apache-2.0
import type { CostEstimate } from '@groundwork/backstage-plugin-groundwork-common';
import Decimal from 'decimal.js';
import { z } from 'zod';
import table from './prices.json';

const amountSchema = z.string().regex(/^\d+(\.\d+)?$/);

const tableSchema = z.object({
  currency: z.string().length(3),
  /** The usage type and the unit, then a column for each Region. */
  columns: z.array(z.string()).min(3),
  pages: z.record(
    z.string(),
    z.object({
      name: z.string(),
      url: z.url(),
      date: z.iso.date(),
      prices: z.record(
        z.string(),
        z.tuple([z.string(), z.string()]).rest(amountSchema.nullable()),
      ),
    }),
  ),
});

type Source = CostEstimate['sources'][number];

/** A price of AWS, and the page it is from. */
export interface Price {
  /** What AWS calls it on the bill, without the prefix of the Region. */
  usageType: string;
  unit: string;
  amount: Decimal;
  source: Source;
}

/** Stacks outside of any Region are billed as those of US East. */
const REGION_OF_GLOBAL = 'us-east-1';

/** The dated table of list prices. */
export class PriceBook {
  readonly #table: z.infer<typeof tableSchema>;

  static create(): PriceBook {
    return new PriceBook(tableSchema.parse(table));
  }

  private constructor(parsed: z.infer<typeof tableSchema>) {
    this.#table = parsed;
  }

  get currency(): string {
    return this.#table.currency;
  }

  get regions(): string[] {
    return this.#table.columns.slice(2);
  }

  /** What an estimate without a single price rests on. */
  get source(): Source {
    const dates = Object.values(this.#table.pages).map(({ date }) => date);
    return {
      name: 'AWS on-demand list prices',
      date: dates.sort()[0],
      url: 'https://aws.amazon.com/pricing/',
    };
  }

  /** A price by its page and name, for example `vpc/nat`; `undefined` when the table does not have it. */
  find(key: string, region: string): Price | undefined {
    const [pageId, ...rest] = key.split('/');
    const page = this.#table.pages[pageId];
    const row = page?.prices[rest.join('/')];
    if (!row) return undefined;
    const column = this.regions.indexOf(
      region === 'global' ? REGION_OF_GLOBAL : region,
    );
    const [usageType, unit, ...amounts] = row;
    const amount = amounts[column];
    if (!amount) return undefined;
    const { name, date, url } = page;
    const source = { name, date, url };
    return { usageType, unit, amount: new Decimal(amount), source };
  }
}
