// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Radio,
  RadioGroup,
} from '@backstage/ui';
import type {
  OwnerSuggestion,
  UnownedResource,
} from '@groundwork/backstage-plugin-groundwork-common';
import { useState } from 'react';
import { awsEstateTranslationRef } from '../../translation';
import styles from '../Page.module.css';
import { EntityPicker } from './EntityPicker';
import { suggestionsOf } from './owners';

interface OwnerDialogProps {
  resources: readonly UnownedResource[];
  onChoose: (entityRef: string) => void;
  onClose: () => void;
}

/** Chooses who owns a resource, or several: one that is suggested, or any entity of the catalog. */
export function OwnerDialog({
  resources,
  onChoose,
  onClose,
}: OwnerDialogProps) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const [entityRef, setEntityRef] = useState<string>();
  const [first] = resources;
  const suggestions = suggestionsOf(resources);
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={560}>
      <DialogHeader>
        {resources.length === 1
          ? t('owner.titleOne', { name: first.name })
          : t('owner.titleMany', { count: resources.length })}
      </DialogHeader>
      <DialogBody>
        <div className={styles.stack}>
          {suggestions.length > 0 && (
            <Suggestions
              suggestions={suggestions}
              value={entityRef}
              onChange={setEntityRef}
            />
          )}
          <EntityPicker
            value={
              suggestions.some(each => each.entityRef === entityRef)
                ? undefined
                : entityRef
            }
            onChange={setEntityRef}
          />
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('owner.cancel')}
        </Button>
        <Button
          variant="primary"
          isDisabled={!entityRef}
          onPress={() => {
            if (entityRef) onChoose(entityRef);
            onClose();
          }}
        >
          {t('owner.use')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

interface SuggestionsProps {
  suggestions: readonly OwnerSuggestion[];
  value: string | undefined;
  onChange: (entityRef: string) => void;
}

function Suggestions({ suggestions, value, onChange }: SuggestionsProps) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  return (
    <RadioGroup
      label={t('owner.suggested')}
      value={value ?? null}
      onChange={onChange}
    >
      {suggestions.map(({ entityRef, because }) => (
        <Radio key={entityRef} value={entityRef}>
          <span className={styles.row}>
            <EntityDisplayName entityRef={entityRef} disableTooltip />
            <span className={styles.detail}>
              {t(`unowned.because.${because}`)}
            </span>
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
