// SPDX-License-Identifier: Apache-2.0
import type { Quote } from '../Quote';

/** Quotes what a resource of one type costs a month. */
export type Pricing = (quote: Quote) => void;

/** Pricings by resource type, as Terraform and as CloudFormation name it. */
export type Pricings = Readonly<Record<string, Pricing>>;
