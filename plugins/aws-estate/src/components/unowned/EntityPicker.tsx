// SPDX-License-Identifier: Apache-2.0
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Combobox, Text } from '@backstage/ui';
import {
  errorMessage,
  useDebounced,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback, useState } from 'react';
import { awsEstateTranslationRef } from '../../translation';

const TYPING_MS = 250;
const SHOWN = 20;
const KINDS = ['Component', 'Resource', 'System', 'Domain', 'Group'];
const NAMED_BY = [
  'metadata.name',
  'metadata.title',
  'spec.profile.displayName',
];

interface EntityPickerProps {
  value: string | undefined;
  onChange: (entityRef: string | undefined) => void;
}

function titleOf({ metadata }: Entity): string {
  return metadata.title ?? metadata.name;
}

/** Entities that can own resources, by what is typed: a name, or the end of an entity ref. */
function useEntities(typed: string) {
  const catalog = useApi(catalogApiRef);
  const term = useDebounced(typed, TYPING_MS).trim().split(/[:/]/).pop() ?? '';
  const load = useCallback(async () => {
    const { items } = await catalog.queryEntities({
      filter: { kind: KINDS },
      fullTextFilter: { term, fields: NAMED_BY },
      fields: ['kind', 'metadata'],
      orderFields: { field: 'metadata.name', order: 'asc' },
      limit: SHOWN,
    });
    return items;
  }, [catalog, term]);
  return usePolling(load, { keepPrevious: true });
}

/** An entity of the catalog, found by its name. */
export function EntityPicker({ value, onChange }: EntityPickerProps) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const [typed, setTyped] = useState('');
  const { data, error, isLoading } = useEntities(typed);
  const options = (data ?? []).map(entity => ({
    id: stringifyEntityRef(entity),
    label: titleOf(entity),
    description: stringifyEntityRef(entity),
  }));
  return (
    <>
      <Combobox
        label={t('owner.other')}
        placeholder={t('owner.placeholder')}
        options={options}
        loading={{ state: isLoading ? 'loading' : 'idle' }}
        search={{ mode: 'server', inputValue: typed, onInputChange: setTyped }}
        value={value ?? null}
        onChange={key => {
          const option = options.find(({ id }) => id === key);
          onChange(option?.id);
          if (option) setTyped(option.label);
        }}
      />
      {error && (
        <Text color="danger" role="alert">
          {t('owner.searchFailed', { message: errorMessage(error) })}
        </Text>
      )}
    </>
  );
}
