// SPDX-License-Identifier: Apache-2.0
import type { MonthlyCost } from '@groundwork/backstage-plugin-groundwork-common';
import Decimal from 'decimal.js';

/** An amount of which only the least, the likely and the most are known. Immutable, and exact: no binary fractions. */
export class Range {
  readonly low: Decimal;
  readonly expected: Decimal;
  readonly high: Decimal;

  static of(
    low: Decimal.Value,
    expected: Decimal.Value = low,
    high: Decimal.Value = expected,
  ): Range {
    return new Range(
      new Decimal(low),
      new Decimal(expected),
      new Decimal(high),
    );
  }

  private constructor(low: Decimal, expected: Decimal, high: Decimal) {
    this.low = low;
    this.expected = expected;
    this.high = high;
  }

  plus(other: Range): Range {
    return Range.of(
      this.low.plus(other.low),
      this.expected.plus(other.expected),
      this.high.plus(other.high),
    );
  }

  /** The difference under the same circumstances: both low, both expected, both high. */
  since(before: Range): Range {
    const expected = this.expected.minus(before.expected);
    const all = [
      this.low.minus(before.low),
      expected,
      this.high.minus(before.high),
    ];
    return Range.of(Decimal.min(...all), expected, Decimal.max(...all));
  }

  times(other: Range | Decimal.Value): Range {
    const factor = other instanceof Range ? other : Range.of(other);
    return Range.of(
      this.low.times(factor.low),
      this.expected.times(factor.expected),
      this.high.times(factor.high),
    );
  }

  /** Rounded to cents, so that the sum of what is shown is the sum that is shown. */
  toCents(): Range {
    const cents = (amount: Decimal) =>
      amount.toDecimalPlaces(2, Decimal.ROUND_HALF_UP).plus(0);
    return Range.of(cents(this.low), cents(this.expected), cents(this.high));
  }

  isZero(): boolean {
    return [this.low, this.expected, this.high].every(part => part.isZero());
  }

  isExact(): boolean {
    return this.low.equals(this.high) && this.low.equals(this.expected);
  }

  toMonthlyCost(): MonthlyCost {
    const text = (amount: Decimal) =>
      (amount.isZero() ? new Decimal(0) : amount).toFixed(2);
    return {
      low: text(this.low),
      expected: text(this.expected),
      high: text(this.high),
    };
  }

  /** The expected amount as people write it. */
  toString(): string {
    return this.isExact()
      ? this.expected.toString()
      : `${this.expected} (${this.low} to ${this.high})`;
  }
}
