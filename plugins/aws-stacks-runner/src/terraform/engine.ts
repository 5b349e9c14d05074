// SPDX-License-Identifier: Apache-2.0
import type { Engine } from '../job/context';
import { applyTerraform } from './apply';
import { driftTerraform } from './drift';
import { planTerraform } from './plan';
import { unlockTerraform } from './unlock';
import { verifyTerraform } from './verify';

/** Terraform and OpenTofu. */
export const terraformEngine: Engine = {
  plan: planTerraform,
  apply: applyTerraform,
  verify: verifyTerraform,
  unlock: unlockTerraform,
  drift: driftTerraform,
};
