// SPDX-License-Identifier: Apache-2.0
import type { ResourceChange } from '@groundwork/backstage-plugin-groundwork-common';
import Decimal from 'decimal.js';
import type { Price, PriceBook } from './PriceBook';
import { Range } from './Range';
import type { UsageName, UsageTable } from './usage';
import { Values } from './Values';

/** AWS's own figure for a month. */
export const HOURS_PER_MONTH = 730;

/** What quotes are made from. */
export interface QuoteTerms {
  prices: PriceBook;
  usage: UsageTable;
  region: string;
  /** What list prices are multiplied with. */
  priceFactor: Decimal;
}

/** One item of what a resource costs. */
export interface QuoteItem {
  /** What is paid for; the same before and after the change. */
  item: string;
  /** What of it, for example the instance class. */
  detail?: string;
  basis: string;
  monthly: Range;
  usage?: string;
  price: Price;
}

/** How much of something is paid for. */
export interface Amount {
  count?: Range | number;
  /** How many times the price in the table one of it costs: an `m5.xlarge` is twice an `m5.large`. */
  parts?: number;
  detail?: string;
  /** Another price, where the plan does not tell which of the two it is; the first one is expected. */
  orKey?: string;
  /** Assumptions that are multiplied with the count. */
  usage?: UsageName[];
  /** Why the count is a range, where no assumption says so. */
  because?: string;
}

/** What a resource costs on one side of the change: the items, and what cannot be said. */
export class Quote {
  readonly items: QuoteItem[] = [];
  readonly leftOut = new Map<string, string>();
  readonly values: Values;
  readonly type: string;
  readonly side: 'before' | 'after';
  readonly #terms: QuoteTerms;
  readonly #plan: readonly ResourceChange[];

  static create(options: {
    terms: QuoteTerms;
    resource: ResourceChange;
    side: 'before' | 'after';
    plan: readonly ResourceChange[];
  }): Quote {
    return new Quote(options);
  }

  private constructor(options: {
    terms: QuoteTerms;
    resource: ResourceChange;
    side: 'before' | 'after';
    plan: readonly ResourceChange[];
  }) {
    this.values = Values.of(options.resource, options.side);
    this.type = options.resource.type;
    this.side = options.side;
    this.#terms = options.terms;
    this.#plan = options.plan;
  }

  /** Something that is paid by the hour, all month long. */
  hourly(item: string, key: string, amount: Amount = {}): void {
    const count = toRange(amount.count);
    const note =
      count.isExact() && count.expected.equals(1) ? '' : `${count} × `;
    this.#add(item, key, {
      amount,
      quantity: count.times(HOURS_PER_MONTH),
      basis: `${note}${HOURS_PER_MONTH} h`,
    });
  }

  /** Something that is paid by its amount in a month, such as GB or requests. */
  monthly(item: string, key: string, amount: Amount = {}): void {
    const usage = amount.usage ?? [];
    const quantity = usage.reduce(
      (product, name) => product.times(toAssumed(this.#terms.usage[name])),
      toRange(amount.count),
    );
    this.#add(item, key, { amount, quantity });
  }

  leaveOut(item: string, reason: string): void {
    this.leftOut.set(item, reason);
  }

  /** An item that is not quoted because the plan does not tell this attribute. */
  untold(item: string, attribute: string): void {
    this.leaveOut(item, `the plan does not tell its ${attribute}`);
  }

  /** The other resources of these types that the plan names, on the same side of the change. */
  others(types: readonly string[]): { address: string; values: Values }[] {
    const gone = this.side === 'before' ? 'create' : 'delete';
    return this.#plan
      .filter(({ type, action }) => types.includes(type) && action !== gone)
      .map(resource => ({
        address: resource.address,
        values: Values.of(resource, this.side),
      }));
  }

  #add(
    item: string,
    key: string,
    sized: { amount: Amount; quantity: Range; basis?: string },
  ): void {
    const { prices, priceFactor, region } = this.#terms;
    const { amount, quantity } = sized;
    const price = prices.find(key, region);
    if (!price) {
      this.leaveOut(item, missingPrice(amount.detail ?? item, region, prices));
      return;
    }
    const parts = amount.parts ?? 1;
    const each = price.amount.times(parts);
    const other = amount.orKey && prices.find(amount.orKey, region);
    const either = other ? [each, other.amount.times(parts)] : [each];
    const counted = sized.basis ?? describeQuantity(quantity, price.unit);
    const factor = priceFactor.equals(1)
      ? ''
      : ` × ${priceFactor} price factor`;
    this.items.push({
      item,
      detail: amount.detail,
      basis: `${counted} × ${each} ${prices.currency}${factor}`,
      monthly: quantity
        .times(Range.of(Decimal.min(...either), each, Decimal.max(...either)))
        .times(priceFactor),
      usage: this.#describeUsage(amount),
      price,
    });
  }

  #describeUsage({ usage = [], because }: Amount): string | undefined {
    const assumed = usage.map(name => {
      const { what, low, expected, high } = this.#terms.usage[name];
      return `${what}: ${expected} expected, ${low} to ${high}`;
    });
    const all = because ? [...assumed, because] : assumed;
    return all.length > 0 ? all.join('; ') : undefined;
  }
}

/** `100 GB`, and `5 × 1M requests` where the unit has a number of its own. */
function describeQuantity({ expected }: Range, unit: string): string {
  return /^\d/.test(unit) ? `${expected} × ${unit}` : `${expected} ${unit}`;
}

function missingPrice(what: string, region: string, prices: PriceBook): string {
  return region === 'global' || prices.regions.includes(region)
    ? `the price table has no price for ${what} in ${region}`
    : `the price table has no prices for ${region}`;
}

function toRange(count: Range | number = 1): Range {
  return count instanceof Range ? count : Range.of(count);
}

function toAssumed(usage: { low: number; expected: number; high: number }) {
  return Range.of(usage.low, usage.expected, usage.high);
}
