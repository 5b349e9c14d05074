// SPDX-License-Identifier: Apache-2.0
import { PageWithHeader } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Tab, TabList, Tabs } from '@backstage/ui';
import { Navigate, Route, Routes } from 'react-router-dom';
import { rootRouteRef } from '../routes';
import { awsEstateTranslationRef } from '../translation';
import { AccountsPage } from './accounts/AccountsPage';
import { ConnectPage } from './connect/ConnectPage';
import { UnownedPage } from './unowned/UnownedPage';

const TABS = ['accounts', 'unowned', 'connect'] as const;

/** The page with the header and the tabs that the new frontend system gives by itself. */
export function LegacyAwsEstatePage() {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const root = useRouteRef(rootRouteRef)();
  return (
    <PageWithHeader themeId="tool" title={t('page.title')}>
      <main>
        <Tabs>
          <TabList>
            {TABS.map(tab => (
              <Tab
                key={tab}
                id={tab}
                href={`${root}/${tab}`}
                matchStrategy="prefix"
              >
                {t(`page.${tab}`)}
              </Tab>
            ))}
          </TabList>
        </Tabs>
        <Routes>
          <Route path="/" element={<Navigate to="accounts" replace />} />
          <Route path="/accounts" element={<AccountsPage />} />
          <Route path="/unowned" element={<UnownedPage />} />
          <Route path="/connect" element={<ConnectPage />} />
        </Routes>
      </main>
    </PageWithHeader>
  );
}
