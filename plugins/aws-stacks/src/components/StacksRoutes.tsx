// SPDX-License-Identifier: Apache-2.0
import { Route, Routes } from 'react-router-dom';
import { RegisterPage } from './standing/RegisterPage';
import { StackPage } from './stack/StackPage';
import { StacksPage } from './stacks/StacksPage';

/** The list of stacks, and one stack. */
export function StacksRoutes() {
  return (
    <Routes>
      <Route path="/" element={<StacksPage />} />
      <Route path="/register" element={<RegisterPage />} />
      <Route path="/:stackId" element={<StackPage />} />
    </Routes>
  );
}
