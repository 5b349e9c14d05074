// SPDX-License-Identifier: Apache-2.0
import { PageWithHeader } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Tab, TabList, Tabs } from '@backstage/ui';
import { Navigate, Route, Routes } from 'react-router-dom';
import { useStackLinks } from '../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../translation';
import { ApprovalsPage } from './approvals/ApprovalsPage';
import { LayersPage } from './layers/LayersPage';
import { RunsRoutes } from './RunsRoutes';
import { StacksRoutes } from './StacksRoutes';

/** The page with the header and the tabs that the new frontend system gives by itself. */
export function LegacyAwsStacksPage() {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const links = useStackLinks();
  return (
    <PageWithHeader themeId="tool" title={t('page.title')}>
      <main>
        <Tabs>
          <TabList>
            <Tab id="stacks" href={links.stacks} matchStrategy="prefix">
              {t('page.stacks')}
            </Tab>
            <Tab id="runs" href={links.runs} matchStrategy="prefix">
              {t('page.runs')}
            </Tab>
            <Tab id="approvals" href={links.approvals} matchStrategy="prefix">
              {t('approvals.tab')}
            </Tab>
            <Tab id="layers" href={links.layers} matchStrategy="prefix">
              {t('layers.tab')}
            </Tab>
          </TabList>
        </Tabs>
        <Routes>
          <Route path="/" element={<Navigate to="stacks" replace />} />
          <Route path="/stacks/*" element={<StacksRoutes />} />
          <Route path="/runs/*" element={<RunsRoutes />} />
          <Route path="/approvals" element={<ApprovalsPage />} />
          <Route path="/layers" element={<LayersPage />} />
        </Routes>
      </main>
    </PageWithHeader>
  );
}
