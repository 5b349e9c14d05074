// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AttributeChange } from '@groundwork/backstage-plugin-groundwork-common';
import { RiArrowRightLine, RiLockLine, RiRepeatLine } from '@remixicon/react';
import { awsStacksTranslationRef } from '../../translation';
import { valueText } from '../Value';
import { type DiffLine, documentDiff } from './documentDiff';
import styles from './Plan.module.css';

/** One attribute, before → after. A masked one says so and has no values. */
export function AttributeRow({ attribute }: { attribute: AttributeChange }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  return (
    <div className={styles.attribute}>
      <span className={styles.path}>
        {attribute.path}
        {attribute.forcesReplacement && (
          <span className={styles.forces}>
            <RiRepeatLine size={12} aria-hidden="true" />
            {t('plan.forcesReplacement')}
          </span>
        )}
      </span>
      {attribute.sensitive ? (
        <span className={styles.masked} title={t('plan.maskedHint')}>
          <RiLockLine size={14} aria-hidden="true" />
          {t('plan.masked')}
        </span>
      ) : (
        <Change attribute={attribute} />
      )}
    </div>
  );
}

function Change({ attribute }: { attribute: AttributeChange }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { before, after, unknown } = attribute;
  const lines = unknown ? undefined : documentDiff(before, after);
  if (lines) return <DocumentChange lines={lines} />;
  return (
    <span className={styles.change}>
      <PlanValue kind="before" value={before} />
      <RiArrowRightLine size={14} aria-label="→" className={styles.arrow} />
      {unknown ? (
        <em className={styles.unknown}>{t('plan.unknown')}</em>
      ) : (
        <PlanValue kind="after" value={after} />
      )}
    </span>
  );
}

const LINE_TAGS = {
  same: 'span',
  before: 'del',
  after: 'ins',
  'left-out': 'span',
} as const;

/** A document, such as a policy, of which only what changes is told. */
function DocumentChange({ lines }: { lines: DiffLine[] }) {
  return (
    <span className={styles.document}>
      {lines.map(({ kind, text }, index) => {
        const Tag = LINE_TAGS[kind];
        return (
          <Tag key={index} className={styles[kind]}>
            {text}
          </Tag>
        );
      })}
    </span>
  );
}

function PlanValue(props: { kind: 'before' | 'after'; value: unknown }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { kind, value } = props;
  if (value === undefined || value === null) {
    return <em className={styles.unknown}>{t('plan.unset')}</em>;
  }
  return kind === 'before' ? (
    <del className={styles.before}>{valueText(value)}</del>
  ) : (
    <ins className={styles.after}>{valueText(value)}</ins>
  );
}
