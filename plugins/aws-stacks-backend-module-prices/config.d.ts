// SPDX-License-Identifier: Apache-2.0
export interface Config {
  groundwork?: {
    stacks?: {
      prices?: {
        /** What list prices are multiplied with, for example 0.9 for a discount of 10 %; 1 by default. */
        priceFactor?: number;
        /** Other assumptions than those of `usage.ts`: how much of something is used in a month. */
        usage?: {
          [name: string]: {
            low?: number;
            expected?: number;
            high?: number;
          };
        };
      };
    };
  };
}
