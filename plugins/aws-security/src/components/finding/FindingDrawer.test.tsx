// SPDX-License-Identifier: Apache-2.0
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { FINDING_URL, backend, refusal } from '../../__testUtils__/backend';
import {
  FINDING_ID,
  finding,
  findingDetail,
} from '../../__testUtils__/findings';
import { renderEntity } from '../../__testUtils__/renderPlugin';

const answerFinding = (more: object) =>
  backend.use(
    http.get(FINDING_URL, () =>
      HttpResponse.json({ ...findingDetail, ...more }),
    ),
  );

const open = () => {
  renderEntity('content', `?severity=high&finding=${FINDING_ID}`);
  return screen.findByRole('dialog');
};

const rowsOf = (table: HTMLElement) =>
  within(table)
    .getAllByRole('row')
    .slice(1)
    .map(row =>
      Array.from(row.querySelectorAll('th, td'), cell => cell.textContent),
    );

describe('a whole finding', () => {
  registerMswTestHooks(backend);

  it('opens from the list', async () => {
    const asked: string[] = [];
    backend.use(
      http.get(FINDING_URL, ({ params }) => {
        asked.push(String(params.id));
        return HttpResponse.json(findingDetail);
      }),
    );
    renderEntity('content');
    await userEvent.click(
      await screen.findByRole('link', { name: finding.title }),
    );
    expect(await screen.findByRole('dialog')).toHaveTextContent(
      'The bucket does not block public access at its own level.',
    );
    expect(asked).toEqual([FINDING_ID]);
  });

  it('opens from its address, with all that is known', async () => {
    const dialog = await open();
    expect(
      await within(dialog).findByRole('heading', { name: finding.title }),
    ).toBeVisible();
    expect(dialog).toHaveTextContent('Orders production');
    expect(dialog).toHaveTextContent(findingDetail.sourceId);
    expect(dialog).toHaveTextContent(findingDetail.standards[0]);
    expect(dialog).toHaveTextContent('Switch on Block Public Access');
    expect(
      within(dialog).getByRole('link', { name: 'How to remediate it' }),
    ).toHaveAttribute('href', findingDetail.remediation.url);
    expect(
      rowsOf(within(dialog).getByRole('table', { name: 'Resources' })),
    ).toEqual([
      ['arn:aws:s3:::orders-archive', 'AwsS3Bucket', 'eu-west-1'],
      ['AWS::::Account:111111111111', 'AwsAccount', ''],
    ]);
    expect(
      rowsOf(within(dialog).getByRole('table', { name: 'What has changed' })),
    ).toEqual([
      ['yesterday', 'Workflow', 'Notified', 'New'],
      ['2 days ago', 'Severity', '', 'High'],
    ]);
  });

  it('shows the evidence, and copies it', async () => {
    const user = userEvent.setup();
    const write = jest
      .spyOn(navigator.clipboard, 'writeText')
      .mockResolvedValue(undefined);
    const dialog = await open();
    await within(dialog).findByText(/"SchemaVersion": "2018-10-08"/);
    await user.click(
      within(dialog).getByRole('button', { name: 'Copy Evidence' }),
    );
    expect(JSON.parse(String(write.mock.calls[0]))).toEqual(
      findingDetail.evidence,
    );
  });

  it('closes, and the filters stay', async () => {
    const dialog = await open();
    await within(dialog).findByText(/SchemaVersion/);
    await userEvent.click(
      within(dialog).getAllByRole('button', { name: 'Close' })[0],
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(
      await screen.findByRole('link', { name: finding.title }),
    ).toHaveAttribute('href', `/?severity=high&finding=${FINDING_ID}`);
  });

  it.each(['javascript', 'data', 'ftp'])(
    'makes no link of %s:',
    async scheme => {
      const url = `${scheme}:alert(1)`;
      answerFinding({ remediation: { text: 'Do this.', url } });
      const dialog = await open();
      expect(await within(dialog).findByText('Do this.')).toBeVisible();
      expect(within(dialog).queryByRole('link')).not.toBeInTheDocument();
    },
  );

  it('says where there is no advice and no change', async () => {
    answerFinding({ remediation: {}, history: [] });
    const dialog = await open();
    expect(
      await within(dialog).findByText('The product gives no advice.'),
    ).toBeVisible();
    expect(within(dialog).getByText(/Nothing has changed/)).toBeVisible();
  });

  it('says that there is no such finding', async () => {
    backend.use(
      http.get(FINDING_URL, () =>
        refusal(404, 'NotFoundError', 'There is no finding 0123.'),
      ),
    );
    const dialog = await open();
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'There is no finding 0123.',
    );
  });

  it('opens nothing for what is no id', async () => {
    renderEntity('content', '?finding=../../x');
    await screen.findByRole('link', { name: finding.title });
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });
});
