// SPDX-License-Identifier: Apache-2.0
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import Decimal from 'decimal.js';
import { USAGE, type Usage, type UsageName, type UsageTable } from './usage';

const KEY = 'groundwork.stacks.prices';

const PARTS = ['low', 'expected', 'high'] as const;

/** `groundwork.stacks.prices`, read and checked. */
export interface PricesConfig {
  priceFactor: Decimal;
  usage: UsageTable;
}

/** Reads `groundwork.stacks.prices`. A value that is not valid stops the start, with its key in the message. */
export function readPricesConfig(root: Config): PricesConfig {
  const config = root.getOptionalConfig(KEY);
  return {
    priceFactor: readPriceFactor(config),
    usage: readUsage(config?.getOptionalConfig('usage')),
  };
}

function readPriceFactor(config?: Config): Decimal {
  const factor = config?.getOptionalNumber('priceFactor') ?? 1;
  if (factor > 0 && factor <= 2) return new Decimal(factor);
  throw new InputError(
    `${KEY}.priceFactor must be more than 0 and at most 2, got ${factor}`,
  );
}

function readUsage(config?: Config): UsageTable {
  const unknown = config?.keys().filter(name => !(name in USAGE)) ?? [];
  if (unknown.length > 0) {
    throw new InputError(
      `${KEY}.usage knows ${Object.keys(USAGE).join(
        ', ',
      )}; it has ${unknown.join(', ')}`,
    );
  }
  const table: Record<UsageName, Usage> = { ...USAGE };
  for (const name of usageNames()) {
    table[name] = readAssumption(name, config?.getOptionalConfig(name));
  }
  return table;
}

function usageNames(): UsageName[] {
  const isName = (name: string): name is UsageName => name in USAGE;
  return Object.keys(USAGE).filter(isName);
}

function readAssumption(name: UsageName, config?: Config): Usage {
  const defaults: Usage = USAGE[name];
  const read = (part: (typeof PARTS)[number]) =>
    config?.getOptionalNumber(part) ?? defaults[part];
  const assumed = {
    what: defaults.what,
    low: read('low'),
    expected: read('expected'),
    high: read('high'),
  };
  const { low, expected, high } = assumed;
  if (low >= 0 && low <= expected && expected <= high) return assumed;
  throw new InputError(
    `${KEY}.usage.${name} must be 0 ≤ low ≤ expected ≤ high, got ${low}, ${expected}, ${high}`,
  );
}
