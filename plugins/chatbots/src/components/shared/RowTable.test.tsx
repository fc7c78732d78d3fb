import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../../__testUtils__';
import { RowCards } from './RowCards';
import { RowTable } from './RowTable';
import type { RowColumn } from './rowTableProps';

interface Row {
  id: string;
  metric: string;
}

const columns: RowColumn<Row>[] = [
  { id: 'number', label: 'No.', render: row => row.id },
  {
    id: 'metric',
    label: 'Metric',
    isRowHeader: true,
    render: row => row.metric,
  },
];
const rows: Row[] = [
  { id: '1', metric: 'faithfulness' },
  { id: '2', metric: 'latency' },
];

describe('RowTable', () => {
  it('is a table where there is room', async () => {
    renderPage(<RowTable label="Metrics" columns={columns} rows={rows} />);

    const row = await screen.findByRole('row', { name: /latency/ });
    expect(within(row).getByText('2')).toBeInTheDocument();
  });

  it('is a list of cards with the same facts on a narrow screen, the name of the row first', async () => {
    renderPage(
      <RowCards
        label="Metrics"
        columns={columns}
        rows={rows}
        hrefOf={row => `/metrics/${row.id}`}
      />,
    );

    const list = await screen.findByRole('list', { name: 'Metrics' });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual(['faithfulnessNo.1', 'latencyNo.2']);
    expect(within(list).getByRole('link', { name: 'latency' })).toHaveAttribute(
      'href',
      '/metrics/2',
    );
  });

  it('lets rows be chosen on a narrow screen too', async () => {
    const onChange = jest.fn();
    renderPage(
      <RowCards
        label="Metrics"
        columns={columns}
        rows={rows}
        selection={{
          selected: ['1'],
          onChange,
          label: row => `Compare ${row.metric}`,
        }}
      />,
    );

    await userEvent.click(
      await screen.findByRole('checkbox', { name: 'Compare latency' }),
    );
    expect(onChange).toHaveBeenLastCalledWith(['1', '2']);
    await userEvent.click(
      screen.getByRole('checkbox', { name: 'Compare faithfulness' }),
    );
    expect(onChange).toHaveBeenLastCalledWith([]);
  });
});
