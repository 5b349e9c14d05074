// SPDX-License-Identifier: Apache-2.0
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import {
  FINDINGS_URL,
  SUMMARY_URL,
  answerFindings,
  answerSummary,
  backend,
  page,
  refusal,
} from '../../__testUtils__/backend';
import {
  FINDING_ID,
  THREAT_ID,
  deniedProblem,
  finding,
  quietSummary,
  summary,
  threat,
} from '../../__testUtils__/findings';
import { renderEntity } from '../../__testUtils__/renderPlugin';

const row = (name: RegExp) => screen.findByRole('row', { name });
const numberOfRows = () =>
  screen
    .getAllByRole('row')
    .filter(each => each.closest('tbody, [class*=Body]')).length;

describe('the tab "Security"', () => {
  registerMswTestHooks(backend);

  it('lists findings in five columns, with whose they are', async () => {
    renderEntity('content');
    const own = await row(/S3 general purpose buckets/);
    expect(own).toHaveTextContent('High');
    expect(own).toHaveTextContent('Security Hub · S3.8');
    expect(own).toHaveTextContent('orders-archive');
    expect(own).toHaveTextContent('AwsS3Bucket');
    expect(own).toHaveTextContent('111111111111');
    expect(own).toHaveTextContent('eu-west-1');
    expect(own).toHaveTextContent('New');
    expect(own).toHaveTextContent('Created 3 days ago');
    expect(own).not.toHaveTextContent('via');
    await waitFor(() => expect(own).toHaveTextContent('Orders production'));
    const other = await row(/mining pool/);
    expect(other).toHaveTextContent('Critical');
    expect(other).toHaveTextContent('instance/i-0a1b2c3d');
    expect(
      within(other).getByRole('link', { name: /orders-db/ }),
    ).toHaveAttribute('href', '/catalog/default/resource/orders-db');
    expect(screen.getAllByRole('columnheader')).toHaveLength(5);
  });

  it('charts the open ones, GuardDuty apart, with the same numbers as a table', async () => {
    renderEntity('content');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show as table' }),
    );
    const table = screen.getByRole('table', {
      name: 'Open findings by severity',
    });
    expect(
      within(table)
        .getAllByRole('row')
        .map(each => each.textContent),
    ).toEqual([
      'SeverityGuardDutyOther products',
      'Critical10',
      'High13',
      'Medium012',
      'Low03',
      'Informational00',
    ]);
  });

  it('asks for the open ones first, and then for what the address says', async () => {
    const asked = answerFindings(() => page([finding]));
    renderEntity('content');
    expect(
      await screen.findByRole('heading', { name: 'Open findings' }),
    ).toBeVisible();
    expect(asked).toEqual(['limit=50']);
  });

  it('takes its filters from the address, without those that are no choice', async () => {
    const asked = answerFindings(() => page([finding]));
    renderEntity(
      'content',
      '?severity=high&severity=critical&severity=awful&product=GuardDuty&workflow=resolved&record=archived&age=30&text=orders',
    );
    await row(/S3 general purpose buckets/);
    expect(asked).toEqual([
      'severity=high&severity=critical&product=GuardDuty&workflowStatus=resolved&recordState=archived&maxAgeDays=30&text=orders&limit=50',
    ]);
    expect(screen.getByRole('heading', { name: 'Findings' })).toBeVisible();
  });

  it('filters by what is chosen and typed', async () => {
    const asked = answerFindings(() => page([finding]));
    renderEntity('content');
    await row(/S3 general purpose buckets/);
    await userEvent.click(screen.getByRole('button', { name: /Severity/ }));
    await userEvent.click(screen.getByRole('option', { name: 'Critical' }));
    await userEvent.click(screen.getByRole('option', { name: 'Low' }));
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(asked.at(-1)).toBe('severity=low&severity=critical&limit=50'),
    );
    await userEvent.type(screen.getByRole('searchbox'), 's3');
    await waitFor(() =>
      expect(asked.at(-1)).toBe(
        'severity=low&severity=critical&text=s3&limit=50',
      ),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    await waitFor(() => expect(asked.at(-1)).toBe('limit=50'));
  });

  it('loads more after the last one', async () => {
    const asked = answerFindings(query =>
      query.get('cursor') === 'after-first'
        ? page([finding])
        : page([threat], { nextCursor: 'after-first' }),
    );
    renderEntity('content');
    await row(/mining pool/);
    expect(
      screen.getByText('One finding is shown; there are more'),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Load more' }));
    expect(await row(/S3 general purpose buckets/)).toBeVisible();
    expect(await row(/mining pool/)).toBeVisible();
    expect(screen.getByText('2 findings are shown')).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Load more' }),
    ).not.toBeInTheDocument();
    expect(asked.at(-1)).toBe('limit=50&cursor=after-first');
    expect(numberOfRows()).toBe(2);
  });

  it('leads to each finding by an address that keeps the filters', async () => {
    renderEntity('content', '?severity=high');
    expect(
      await screen.findByRole('link', { name: threat.title }),
    ).toHaveAttribute('href', `/?severity=high&finding=${THREAT_ID}`);
    expect(screen.getByRole('link', { name: finding.title })).toHaveAttribute(
      'href',
      `/?severity=high&finding=${FINDING_ID}`,
    );
  });

  it('says that nothing is open when all was read', async () => {
    answerSummary(quietSummary);
    answerFindings(() => page([]));
    renderEntity('content');
    expect(
      await screen.findByRole('heading', { name: 'No open findings' }),
    ).toBeVisible();
    expect(screen.queryByRole('figure')).not.toBeInTheDocument();
  });

  it('says that nothing matches, and clears the filters', async () => {
    answerFindings(query => page(query.get('severity') ? [] : [finding]));
    renderEntity('content', '?severity=low');
    expect(
      await screen.findByRole('heading', { name: 'Nothing matches' }),
    ).toBeVisible();
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Clear filters' })[1],
    );
    expect(await row(/S3 general purpose buckets/)).toBeVisible();
  });

  it('does not take an unread part for empty', async () => {
    answerSummary({
      ...quietSummary,
      known: 'part',
      problems: [deniedProblem],
    });
    answerFindings(() => page([]));
    renderEntity('content');
    expect(
      await screen.findByText('No open findings in what could be read'),
    ).toBeVisible();
    expect(screen.getByText(/refused: securityhub:GetFindings/)).toBeVisible();
    expect(
      screen.queryByRole('heading', { name: 'No open findings' }),
    ).not.toBeInTheDocument();
  });

  it('says that nothing is known yet', async () => {
    answerSummary({
      ...quietSummary,
      known: 'none',
      problems: [{ code: 'never-read', hint: 'Wait for the next run' }],
      freshness: { targets: 18, failed: 0 },
    });
    answerFindings(() => page([]));
    renderEntity('content');
    expect(
      await screen.findByRole('heading', { name: 'Not known yet' }),
    ).toBeVisible();
    expect(screen.getByText('Never read')).toBeVisible();
  });

  it('names the permission once when it is denied', async () => {
    const deny = () => refusal(403, 'NotAllowedError', 'Not allowed');
    backend.use(http.get(SUMMARY_URL, deny), http.get(FINDINGS_URL, deny));
    renderEntity('content');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'groundwork.security.finding.read',
    );
  });

  it('offers to try again when the list fails, and keeps the numbers', async () => {
    backend.use(
      http.get(FINDINGS_URL, () => refusal(500, 'Error', 'The disk is full'), {
        once: true,
      }),
    );
    renderEntity('content');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The disk is full',
    );
    expect(screen.getByText('9 days ago')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await row(/S3 general purpose buckets/)).toBeVisible();
  });

  it('says that the backend is not installed', async () => {
    backend.use(
      http.get(SUMMARY_URL, () => new HttpResponse('', { status: 404 })),
    );
    renderEntity('content');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The plugin aws-security does not answer',
    );
  });

  it('is loading until there is something', async () => {
    backend.use(
      http.get(SUMMARY_URL, async () => {
        await new Promise(resolve => {
          setTimeout(resolve, 300);
        });
        return HttpResponse.json(summary);
      }),
    );
    renderEntity('content');
    expect(await screen.findByText('Loading')).toBeInTheDocument();
    expect(await row(/S3 general purpose buckets/)).toBeVisible();
  });
});
