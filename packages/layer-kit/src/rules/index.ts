// SPDX-License-Identifier: Apache-2.0
import { copiesFresh } from './copiesFresh';
import { enginesAgree } from './enginesAgree';
import { idMatchesFolder } from './idMatchesFolder';
import { importsAllowed } from './importsAllowed';
import { inputsAgree } from './inputsAgree';
import { isReadable } from './isReadable';
import { lifecycleStated } from './lifecycleStated';
import { noTemplatingInCode } from './noTemplatingInCode';
import { outputsAgree } from './outputsAgree';
import { partsCovered } from './partsCovered';
import { requiresKnown } from './requiresKnown';
import { resourcesAgree } from './resourcesAgree';
import { runbookComplete } from './runbookComplete';
import { sharedRegionsFresh } from './sharedRegionsFresh';
import { templateIsValidEntity } from './templateIsValidEntity';
import { validationsTested } from './validationsTested';
import type { Rule } from './Rule';

/** What each layer keeps, in the order in which an author meets it. */
export const rules: readonly Rule[] = [
  isReadable,
  idMatchesFolder,
  enginesAgree,
  templateIsValidEntity,
  inputsAgree,
  copiesFresh,
  sharedRegionsFresh,
  resourcesAgree,
  outputsAgree,
  noTemplatingInCode,
  importsAllowed,
  validationsTested,
  runbookComplete,
  requiresKnown,
  partsCovered,
  lifecycleStated,
];
