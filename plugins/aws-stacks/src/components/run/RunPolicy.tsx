// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import {
  type PolicyLevel,
  type PolicyResult,
  type PolicyReview,
  type RunDetail,
  policyLevelSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  Section,
  StatusBadge,
} from '@groundwork/backstage-plugin-groundwork-react';
import {
  RiAlertLine,
  RiForbid2Line,
  RiInformationLine,
} from '@remixicon/react';
import { useState } from 'react';
import { awsStacksTranslationRef } from '../../translation';
import { PolicyOverride } from './PolicyOverride';
import { PolicyOverrideDialog } from './PolicyOverrideDialog';
import styles from './RunPolicy.module.css';

/** The gravest first. */
const LEVELS = [...policyLevelSchema.options].reverse();

const LOOKS = {
  hard: ['negative', RiForbid2Line],
  soft: ['warning', RiAlertLine],
  advisory: ['neutral', RiInformationLine],
} as const;

/** A plan of hundreds of resources may break a rule as often. */
const SHOWN_AT_FIRST = 20;

interface RunPolicyProps {
  run: RunDetail;
  /** Shows a resource in the list of the plan. */
  onShowResource: (address: string) => void;
  onChanged: () => void;
}

/** What the policies object to, and who let the plan go on all the same. Nothing where no policy was asked. */
export function RunPolicy({ run, onShowResource, onChanged }: RunPolicyProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const [isAsked, setAsked] = useState(false);
  const { policy } = run;
  if (!policy) return null;
  const mayOverride = run.actions.includes('override');
  return (
    <Section
      title={t('policy.title')}
      actions={
        mayOverride && (
          <Button variant="secondary" onPress={() => setAsked(true)}>
            {t('policy.override')}
          </Button>
        )
      }
    >
      <div className={styles.policy}>
        <Verdict policy={policy} />
        {policy.override && <PolicyOverride override={policy.override} />}
        {LEVELS.map(level => (
          <LevelGroup
            key={level}
            level={level}
            results={policy.results.filter(each => each.level === level)}
            onShowResource={onShowResource}
          />
        ))}
      </div>
      {isAsked && (
        <PolicyOverrideDialog
          run={run}
          policy={policy}
          onDone={onChanged}
          onClose={() => setAsked(false)}
        />
      )}
    </Section>
  );
}

function Verdict({ policy }: { policy: PolicyReview }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  if (policy.results.length === 0) return <Text>{t('policy.none')}</Text>;
  const worst = LEVELS.find(level =>
    policy.results.some(each => each.level === level),
  );
  const isLetGo = worst === 'soft' && policy.override !== undefined;
  return worst && !isLetGo ? <Text>{t(`policy.worst.${worst}`)}</Text> : null;
}

interface LevelGroupProps {
  level: PolicyLevel;
  results: PolicyResult[];
  onShowResource: (address: string) => void;
}

function LevelGroup({ level, results, onShowResource }: LevelGroupProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const [isWhole, setWhole] = useState(false);
  if (results.length === 0) return null;
  const shown = isWhole ? results : results.slice(0, SHOWN_AT_FIRST);
  const [tone, icon] = LOOKS[level];
  return (
    <div>
      <h3 className={styles.level} id={`policy-${level}`}>
        <StatusBadge tone={tone} icon={icon}>
          {t(`policy.level.${level}`, { count: results.length })}
        </StatusBadge>
      </h3>
      <ul className={styles.results} aria-labelledby={`policy-${level}`}>
        {shown.map(result => (
          <Result
            key={`${result.policyId}/${result.ruleId}/${result.address}/${result.message}`}
            result={result}
            onShowResource={onShowResource}
          />
        ))}
      </ul>
      {shown.length < results.length && (
        <Button size="small" variant="tertiary" onPress={() => setWhole(true)}>
          {t('policy.showAll', { total: String(results.length) })}
        </Button>
      )}
    </div>
  );
}

function Result(props: {
  result: PolicyResult;
  onShowResource: (address: string) => void;
}) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { address, fix, message, policyId, ruleId } = props.result;
  return (
    <li className={styles.result}>
      <div className={styles.head}>
        <span className={styles.rule}>{ruleId}</span>
        {address && (
          <button
            type="button"
            className={styles.address}
            aria-label={t('policy.showResource', { address })}
            onClick={() => props.onShowResource(address)}
          >
            {address}
          </button>
        )}
        <span className={styles.by}>{t('policy.by', { policyId })}</span>
      </div>
      <div>{message}</div>
      {fix && <div className={styles.fix}>{t('policy.fix', { fix })}</div>}
    </li>
  );
}
