// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, ButtonLink, Container, Text } from '@backstage/ui';
import {
  type StandingFinding,
  registerStandingSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  ProblemsNotice,
  Section,
  SkeletonRows,
  errorMessage,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useState } from 'react';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';
import styles from '../Page.module.css';
import { FoundTable } from './FoundTable';
import { SearchForm } from './SearchForm';
import { type RegisterAs, useSearch } from './useSearch';

const chosenSchema = registerStandingSchema.shape.stacks;

/** Looks for what was made elsewhere, and registers what is ticked. */
export function RegisterPage() {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const links = useStackLinks();
  const state = useSearch();
  const [chosen, setChosen] = useState<ReadonlyMap<string, RegisterAs>>(
    new Map(),
  );
  return (
    <Container className={styles.page}>
      <header className={styles.head}>
        <Text as="h1" variant="title-small" weight="bold">
          {t('register.title')}
        </Text>
        <ButtonLink href={links.stacks} size="small" variant="secondary">
          {t('register.back')}
        </ButtonLink>
      </header>
      <Text color="secondary">{t('register.body')}</Text>
      <SearchForm
        isPending={state.pending === 'search'}
        onSearch={place => {
          setChosen(new Map());
          void state.search(place);
        }}
      />
      {state.error && (
        <Alert
          status="danger"
          icon
          role="alert"
          title={errorMessage(state.error)}
        />
      )}
      {state.pending === 'search' && <SkeletonRows rows={3} />}
      <Findings state={state} chosen={chosen} setChosen={setChosen} />
    </Container>
  );
}

interface FindingsProps {
  state: ReturnType<typeof useSearch>;
  chosen: ReadonlyMap<string, RegisterAs>;
  setChosen: (chosen: ReadonlyMap<string, RegisterAs>) => void;
}

function Findings({ state, chosen, setChosen }: FindingsProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { searched, registered } = state;
  if (!searched) return null;
  const { items, problems, isCapped } = searched.findings;
  const choose = (finding: StandingFinding, isChosen: boolean) => {
    const next = new Map(chosen);
    if (isChosen) next.set(finding.origin, asSuggested(finding));
    else next.delete(finding.origin);
    setChosen(next);
  };
  return (
    <Section title={t('register.found')}>
      <ProblemsNotice problems={problems} />
      {isCapped && <Alert status="info" icon title={t('register.capped')} />}
      {items.length === 0 ? (
        <Text color="secondary">{t('register.none')}</Text>
      ) : (
        <FoundTable
          items={items}
          chosen={chosen}
          outcomes={registered?.items ?? []}
          onChoose={choose}
          onChange={(origin, as) => setChosen(new Map(chosen).set(origin, as))}
        />
      )}
      <Confirm state={state} chosen={chosen} setChosen={setChosen} />
    </Section>
  );
}

function Confirm({ state, chosen, setChosen }: FindingsProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { registered } = state;
  const done = (registered?.items ?? []).flatMap(({ origin, stackId }) =>
    stackId ? [origin] : [],
  );
  const open = new Map(
    [...chosen].filter(([origin]) => !done.includes(origin)),
  );
  if (open.size === 0) return null;
  const isComplete = chosenSchema.safeParse(
    [...open].map(([origin, as]) => ({ origin, ...as })),
  ).success;
  return (
    <div className={styles.actions}>
      <Button
        variant="primary"
        isDisabled={!isComplete}
        isPending={state.pending === 'register'}
        onPress={() => {
          setChosen(open);
          void state.register(open);
        }}
      >
        {t('register.confirm', { count: open.size })}
      </Button>
      {!isComplete && <Text color="secondary">{t('register.incomplete')}</Text>}
    </div>
  );
}

function asSuggested({ suggestion }: StandingFinding): RegisterAs {
  const { layer = '', name = '', owner = '' } = suggestion;
  return { layer, name, owner };
}
