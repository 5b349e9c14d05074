// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import {
  type Known,
  type ResourceView,
  changedResources,
} from '../plan/ResourceView';
import { type EncryptionSetting, settingsOf } from './encryption/settings';
import { type Objection, defineRule } from './Rule';

const optionsSchema = z.strictObject({
  /** Types that need not be encrypted, as Terraform or CloudFormation names them. */
  exceptTypes: z.array(z.string()).default([]),
});

/** What keeps data encrypts it. */
export const encryptionAtRest = defineRule({
  id: 'encryption-at-rest',
  levels: { development: 'soft', staging: 'hard', production: 'hard' },
  options: optionsSchema,
  check({ plan }, { exceptTypes }) {
    return changedResources(plan)
      .filter(({ change }) => !exceptTypes.includes(change.type))
      .flatMap(view =>
        settingsOf(view.change.type).flatMap(setting =>
          checkSetting(view, setting),
        ),
      );
  },
});

function checkSetting(
  view: ResourceView,
  setting: EncryptionSetting,
): Objection[] {
  const { inheritedFrom = [], inheritedFromKnown = [] } = setting;
  const isInherited =
    inheritedFrom.some(path => view.sets(path)) ||
    inheritedFromKnown.some(path => view.get(path).kind === 'value');
  if (isInherited) return [];
  return setting.pathsIn(view).flatMap(path => checkPath(view, setting, path));
}

function checkPath(
  view: ResourceView,
  setting: EncryptionSetting,
  path: string,
): Objection[] {
  const verdict = verdictOf(view.get(path), setting);
  if (verdict === 'fine') return [];
  const { address, type } = view.change;
  return [
    {
      address,
      message:
        verdict === 'off'
          ? `${type} does not encrypt what it keeps (${path})`
          : `Whether ${type} encrypts what it keeps is not known before apply (${path})`,
      fix: setting.fix,
    },
  ];
}

function verdictOf(
  known: Known,
  setting: EncryptionSetting,
): 'fine' | 'off' | 'not-known' {
  switch (known.kind) {
    case 'value':
      return setting.isOn(known.value) ? 'fine' : 'off';
    case 'unset':
      return setting.isOnUnlessSet ? 'fine' : 'off';
    case 'unchanged':
      return 'fine';
    default:
      return setting.isOnWhateverIsSet ? 'fine' : 'not-known';
  }
}
