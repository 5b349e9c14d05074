// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { groundworkReactTranslationRef } from '../translation';

const ALL = 'all';

/**
 * Props of {@link FilterSelect}.
 *
 * @public
 */
export interface FilterSelectProps {
  label: string;
  value: string | undefined;
  options: readonly { id: string; label: string }[];
  onChange: (value: string | undefined) => void;
}

/**
 * A filter with one choice, "all" among them. A value that is none of the options is a choice, too.
 *
 * @public
 */
export function FilterSelect(props: FilterSelectProps) {
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  const { value, options } = props;
  const isKnown = !value || options.some(({ id }) => id === value);
  const known = isKnown ? options : [{ id: value, label: value }, ...options];
  return (
    <Select
      size="small"
      label={props.label}
      value={value ?? ALL}
      onChange={chosen =>
        props.onChange(chosen === ALL || !chosen ? undefined : String(chosen))
      }
      options={[{ id: ALL, label: t('filter.all') }, ...known]}
    />
  );
}
