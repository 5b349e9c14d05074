// SPDX-License-Identifier: Apache-2.0
import { approvalsQuerySchema } from '@groundwork/backstage-plugin-groundwork-common';
import { parse } from '@groundwork/backstage-plugin-groundwork-node';
import type { ApprovalInbox } from '../service/ApprovalInbox';
import type { Routes } from './Routes';

/** `GET /v1/approvals`. */
export function addApprovalRoutes(
  routes: Routes,
  { inbox }: { inbox: ApprovalInbox },
): void {
  routes.get('/v1/approvals', async ({ request, credentials }) => {
    const query = parse(approvalsQuerySchema, request.query, 'query');
    return inbox.list(query, credentials);
  });
}
