import { asList, asValue, type Field } from './fields.ts';
import type { InputProps, WithInputs } from './form-context.tsx';
import { RowsFrame } from './rows-frame.tsx';

/** A list of rules or groups, each with fields of its own. */
export function RowsInput({
  field,
  path,
  value,
  onChange,
  inputs: Inputs,
}: InputProps<Extract<Field, { kind: 'rows' }>> & WithInputs) {
  const rows = asList(value).map(asValue);
  return (
    <RowsFrame
      field={field}
      path={path}
      rows={rows}
      look="field-row"
      onAdd={() => onChange([...rows, {}])}
      onRemove={(index) => onChange(rows.toSpliced(index, 1))}
    >
      {(row, index) => (
        <div className="fields">
          <Inputs
            fields={field.fields}
            path={`${path}.${index}`}
            value={row}
            onChange={(next) => onChange(rows.with(index, next))}
          />
        </div>
      )}
    </RowsFrame>
  );
}
