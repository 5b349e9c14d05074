// SPDX-License-Identifier: Apache-2.0
import {
  type CostEstimate,
  type CostLine,
  type ResourceChange,
  isSizingAttribute,
} from '@groundwork/backstage-plugin-groundwork-common';
import type {
  PlannedRun,
  StacksCostEstimator,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { PricesConfig } from './config';
import { PriceBook } from './PriceBook';
import { Quote, type QuoteItem, type QuoteTerms } from './Quote';
import { Range } from './Range';
import { isFree } from './resources/free';
import { pricingOf } from './resources';

type LeftOut = CostEstimate['leftOut'][number];
type Source = CostEstimate['sources'][number];

/** What one resource adds to the estimate. */
interface Difference {
  lines: (CostLine & { sum: Range })[];
  leftOut: LeftOut[];
  sources: Source[];
}

/** How many addresses are named of what is left out for the same reason. */
const MOST_NAMED = 3;

/** Estimates what a change costs from the table of list prices. */
export class PricesEstimator implements StacksCostEstimator {
  readonly id = 'list-prices';
  readonly #config: PricesConfig;
  readonly #prices: PriceBook;

  static create(config: PricesConfig): PricesEstimator {
    return new PricesEstimator(config, PriceBook.create());
  }

  private constructor(config: PricesConfig, prices: PriceBook) {
    this.#config = config;
    this.#prices = prices;
  }

  async estimate({ run, plan }: PlannedRun): Promise<CostEstimate> {
    const terms: QuoteTerms = {
      ...this.#config,
      prices: this.#prices,
      region: run.target.region,
    };
    const differences = plan.resources
      .filter(changesTheBill)
      .map(resource => differenceOf(resource, { terms, plan: plan.resources }));
    const lines = differences.flatMap(difference => difference.lines);
    const sum = lines.reduce(
      (total, line) => total.plus(line.sum),
      Range.of(0),
    );
    const sources = differences.flatMap(difference => difference.sources);
    return {
      currency: this.#prices.currency,
      monthly: sum.toMonthlyCost(),
      lines: lines.map(({ sum: _, ...line }) => line),
      leftOut: together(differences.flatMap(({ leftOut }) => leftOut)),
      sources: unique(sources.length > 0 ? sources : [this.#prices.source]),
      estimatedAt: new Date().toISOString(),
    };
  }
}

/** What is imported is paid for already, and what is forgotten stays and is paid for further. */
function changesTheBill({ action }: ResourceChange): boolean {
  return ['create', 'update', 'replace', 'delete'].includes(action);
}

function differenceOf(
  resource: ResourceChange,
  context: { terms: QuoteTerms; plan: readonly ResourceChange[] },
): Difference {
  const { address, type, action } = resource;
  if (isFree(type)) return { lines: [], leftOut: [], sources: [] };
  const pricing = pricingOf(type);
  if (!pricing) {
    const reason = `what ${type} costs is not in the price table`;
    return { lines: [], leftOut: [{ what: address, reason }], sources: [] };
  }
  const quote = (side: 'before' | 'after') => {
    const made = Quote.create({ ...context, resource, side });
    pricing(made);
    return made;
  };
  const before = action === 'create' ? undefined : quote('before');
  const after = action === 'delete' ? undefined : quote('after');
  return compare(resource, before, after);
}

function compare(
  resource: ResourceChange,
  before: Quote | undefined,
  after: Quote | undefined,
): Difference {
  const { address } = resource;
  const names = [before, after].flatMap(
    side => side?.items.map(({ item }) => item) ?? [],
  );
  const isSaid = (item: string) =>
    !before?.leftOut.has(item) && !after?.leftOut.has(item);
  const pairs = [...new Set(names)].filter(isSaid).map(item => ({
    item,
    was: before?.items.find(other => other.item === item),
    is: after?.items.find(other => other.item === item),
  }));
  const changed = pairs.flatMap(({ item, was, is }) => {
    const monthly = (is?.monthly ?? Range.of(0)).since(
      was?.monthly ?? Range.of(0),
    );
    return monthly.isZero() ? [] : [{ item, was, is, sum: monthly.toCents() }];
  });
  return {
    lines: changed.map(({ item, was, is, sum }) => ({
      address,
      item: describeItem(item, was, is),
      basis: describeBasis(was, is),
      monthly: sum.toMonthlyCost(),
      ...usageOf(was, is),
      sum,
    })),
    leftOut: leftOutOf(resource, before, after).map(([item, reason]) => ({
      what: `${address}: ${item}`,
      reason,
    })),
    sources: changed.flatMap(({ was, is }) =>
      [was, is].flatMap(side => (side ? [side.price.source] : [])),
    ),
  };
}

/** What cannot be said of either side is no part of a change that leaves the size of the resource alone. */
function leftOutOf(
  { attributes }: ResourceChange,
  before?: Quote,
  after?: Quote,
): [string, string][] {
  const was = before?.leftOut ?? new Map<string, string>();
  const is = after?.leftOut ?? new Map<string, string>();
  const isResized = attributes.some(({ path }) => isSizingAttribute(path));
  const differs = (item: string) => isResized || was.get(item) !== is.get(item);
  return [
    ...[...is].filter(([item]) => differs(item)),
    ...[...was].filter(([item]) => differs(item) && !is.has(item)),
  ];
}

function describeItem(item: string, was?: QuoteItem, is?: QuoteItem): string {
  const details = [was?.detail, is?.detail].filter(
    detail => detail !== undefined,
  );
  const [first] = details;
  if (first === undefined) return item;
  return `${item}: ${[...new Set(details)].join(' → ')}`;
}

function describeBasis(was?: QuoteItem, is?: QuoteItem): string {
  if (!was) return is?.basis ?? '';
  return is ? `${is.basis} − ${was.basis}` : `− ${was.basis}`;
}

function usageOf(was?: QuoteItem, is?: QuoteItem): Pick<CostLine, 'usage'> {
  const usage = is?.usage ?? was?.usage;
  return usage ? { usage } : {};
}

/** One entry for each reason, with the first addresses it is about. */
function together(leftOut: readonly LeftOut[]): LeftOut[] {
  const reasons = [...new Set(leftOut.map(({ reason }) => reason))];
  return reasons.map(reason => {
    const all = leftOut.filter(entry => entry.reason === reason);
    const named = all.slice(0, MOST_NAMED).map(({ what }) => what);
    const more = all.length - named.length;
    return {
      what: named.join(', ') + (more > 0 ? ` and ${more} more` : ''),
      reason,
    };
  });
}

function unique(sources: readonly Source[]): Source[] {
  return [...new Map(sources.map(source => [source.name, source])).values()];
}
