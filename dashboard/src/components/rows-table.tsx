import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

export type Column<T> = {
  /** Its heading; on a telephone it stands over each cell. */
  readonly label: string;
  readonly cell: (row: T) => ReactNode;
  /** `name`: what the row is about; `figure`: a number; `actions`: buttons, whose heading is only read aloud; `wide`: a line of its own on a telephone. */
  readonly kind?: 'name' | 'figure' | 'actions' | 'wide' | undefined;
};

/** A table that becomes cards on a telephone. */
export function RowsTable<T>(props: {
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  readonly rowTestId?: (row: T) => string;
  /** Rows no longer in use. */
  readonly faint?: (row: T) => boolean;
  /** The link in a row's name covers the whole row. */
  readonly linked?: boolean;
  readonly testId?: string;
}) {
  const { columns, rows, rowKey, rowTestId, faint, linked = false, testId } = props;
  const look = (row: T) => [linked && 'row-linked', faint?.(row) === true && 'row-faint'].filter(Boolean).join(' ');
  return (
    <Table className="rows" highlightOnHover={linked} data-testid={testId}>
      <Table.Thead>
        <Table.Tr>
          {columns.map(({ label, kind }) => (
            <Table.Th key={label} scope="col">
              {kind === 'actions' ? <span className="visually-hidden">{label}</span> : label}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={rowKey(row)} className={look(row) || undefined} data-testid={rowTestId?.(row)}>
            {columns.map((column) => (
              <Cell key={column.label} column={column} row={row} />
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

const classes = { figure: 'figure', actions: 'cell-actions', wide: 'cell-wide' } as const;

function Cell<T>({ column, row }: { readonly column: Column<T>; readonly row: T }) {
  const { label, kind, cell } = column;
  if (kind === 'name') return <Table.Th scope="row">{cell(row)}</Table.Th>;
  return (
    <Table.Td
      data-label={kind === 'actions' ? undefined : label}
      className={kind === undefined ? undefined : classes[kind]}
    >
      {cell(row)}
    </Table.Td>
  );
}
