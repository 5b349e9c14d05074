// SPDX-License-Identifier: Apache-2.0
import '@backstage/cli/asset-types';
import '@backstage/ui/css/styles.css';
import { createRoot } from 'react-dom/client';
import App from './App';

const element = document.getElementById('root');
if (!element) {
  throw new Error(
    'The page has no element with the id "root"; public/index.html must have one',
  );
}
createRoot(element).render(App.createRoot());
