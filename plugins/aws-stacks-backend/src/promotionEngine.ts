// SPDX-License-Identifier: Apache-2.0
import {
  PromotionLadder,
  type PromotionLadderOptions,
} from './service/PromotionLadder';
import {
  PromotionSources,
  type PromotionSourcesOptions,
} from './service/PromotionSources';
import { Promotions, type PromotionsOptions } from './service/Promotions';

/** Puts together what brings code from one environment into the next. */
export function createPromotions(
  parts: PromotionLadderOptions &
    PromotionSourcesOptions &
    Omit<PromotionsOptions, 'ladder' | 'promotionSources'>,
): Promotions {
  return Promotions.create({
    ...parts,
    ladder: PromotionLadder.create(parts),
    promotionSources: PromotionSources.create(parts),
  });
}
