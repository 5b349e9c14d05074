// SPDX-License-Identifier: Apache-2.0
import { Route, Routes } from 'react-router-dom';
import { RunPage } from './run/RunPage';
import { RunsPage } from './runs/RunsPage';

/** The list of runs, and one run. */
export function RunsRoutes() {
  return (
    <Routes>
      <Route path="/" element={<RunsPage />} />
      <Route path="/:runId" element={<RunPage />} />
    </Routes>
  );
}
