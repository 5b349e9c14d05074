// SPDX-License-Identifier: Apache-2.0
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import {
  SUMMARY_URL,
  answerSummary,
  backend,
  refusal,
} from '../../__testUtils__/backend';
import {
  deniedProblem,
  quietSummary,
  summary,
} from '../../__testUtils__/findings';
import { component, renderEntity } from '../../__testUtils__/renderPlugin';
import { canHaveFindings } from '../../entityFilters';

const counts = async (name: string) => {
  const list = await screen.findByRole('list', { name });
  return within(list)
    .getAllByRole('listitem')
    .map(item => item.textContent);
};

const fact = (label: string) =>
  screen.getByText(label).closest('div')?.querySelector('dd')?.textContent;

describe('the card "Security findings"', () => {
  registerMswTestHooks(backend);

  it('counts by severity, GuardDuty apart, and leads to the tab', async () => {
    renderEntity('card');
    expect(await counts('Open findings by severity')).toEqual([
      '1Critical',
      '4High',
      '12Medium',
      '3Low',
      '0Informational',
    ]);
    expect(await counts('Open findings from GuardDuty by severity')).toEqual([
      '1Critical',
      '1High',
      '0Medium',
      '0Low',
      '0Informational',
    ]);
    expect(fact('Open in all')).toBe('20');
    expect(fact('New in the last 7 days')).toBe('2');
    expect(fact('Oldest open')).toBe('9 days ago');
    expect(fact('Of related entities, not counted here')).toBe('5');
    expect(screen.getByText('1 hour ago')).toBeVisible();
    expect(screen.getByRole('link', { name: 'All findings' })).toHaveAttribute(
      'href',
      '/security-tab',
    );
  });

  it('asks for the entity whose page it is on', async () => {
    const asked: string[] = [];
    backend.use(
      http.get(SUMMARY_URL, ({ request }) => {
        asked.push(new URL(request.url).pathname);
        return HttpResponse.json(summary);
      }),
    );
    renderEntity('card');
    await counts('Open findings by severity');
    expect(asked).toEqual([
      '/api/aws-security/v1/entity/default/component/orders/findings/summary',
    ]);
  });

  it('says that nothing is open only when everything was read', async () => {
    answerSummary(quietSummary);
    renderEntity('card');
    expect(await screen.findByText('No finding is open.')).toBeVisible();
    expect(fact('Oldest open')).toBe('None is open');
  });

  it('shows lower bounds, and no zero, when a part could not be read', async () => {
    answerSummary({ ...summary, known: 'part', problems: [deniedProblem] });
    renderEntity('card');
    expect((await counts('Open findings by severity')).join()).toBe(
      '≥ 1at least 1Critical,≥ 4at least 4High,≥ 12at least 12Medium,≥ 3at least 3Low,?unknownInformational',
    );
    expect(screen.getByText('Problems in one account')).toBeVisible();
    expect(screen.getByText(/refused: securityhub:GetFindings/)).toBeVisible();
  });

  it('shows no number and nothing good when nothing is known', async () => {
    answerSummary({
      ...quietSummary,
      known: 'none',
      problems: [{ code: 'never-read', hint: 'Wait for the next run' }],
      freshness: { targets: 18, failed: 18 },
    });
    renderEntity('card');
    const all = await counts('Open findings by severity');
    expect(all.join()).not.toMatch(/\d/);
    expect(screen.queryByText('No finding is open.')).not.toBeInTheDocument();
    expect(screen.getByText(/Not known: nothing could be read/)).toBeVisible();
    expect(screen.getByText('Never read')).toBeVisible();
    expect(fact('Oldest open')).toBe('Unknown');
    expect(fact('New in the last 7 days')).toBe('?unknown');
  });

  it('names the permission when it is denied', async () => {
    backend.use(
      http.get(SUMMARY_URL, () =>
        refusal(403, 'NotAllowedError', 'Not allowed'),
      ),
    );
    renderEntity('card');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'groundwork.security.finding.read',
    );
  });

  it('says that the backend is not installed', async () => {
    backend.use(
      http.get(SUMMARY_URL, () => new HttpResponse('Nothing', { status: 404 })),
    );
    renderEntity('card');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'This part is not installed here',
    );
  });
});

describe('where card and tab stand', () => {
  const annotated = (value: string) => ({
    ...component.metadata,
    annotations: { 'groundwork.dev/has-aws-resources': value },
  });

  it.each([
    ['Component', true],
    ['Resource', true],
    ['System', true],
    ['Domain', true],
    ['API', true],
    ['Group', true],
    ['User', false],
    ['Location', false],
    ['Template', false],
  ])('on a %s: %s', (kind, stands) => {
    const isShown = filterPredicateToFilterFunction(canHaveFindings);
    expect(isShown({ ...component, kind })).toBe(stands);
    const metadata = annotated('true');
    expect(isShown({ ...component, kind, metadata })).toBe(stands);
    const without = annotated('false');
    expect(isShown({ ...component, kind, metadata: without })).toBe(false);
  });
});
