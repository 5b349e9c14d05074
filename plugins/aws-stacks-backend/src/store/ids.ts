// SPDX-License-Identifier: Apache-2.0
import { monotonicFactory } from 'ulid';

/** A new ULID; two of one process sort in the order they were made in. */
export const newId = monotonicFactory();
