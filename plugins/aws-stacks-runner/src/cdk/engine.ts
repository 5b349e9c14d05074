// SPDX-License-Identifier: Apache-2.0
import { type Engine, JobError } from '../job/context';
const no = async () => { throw new JobError('no'); };
export const cdkEngine: Engine = { plan: no, apply: no, verify: no, unlock: no };
