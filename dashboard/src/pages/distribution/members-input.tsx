import { ActionIcon, NativeSelect, NumberInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Field } from './fields.ts';
import { type InputProps, useFieldTexts, useFormFacts } from './form-context.tsx';
import { type Member, membersOf, shifted, writtenMembers } from './members.ts';

/** The agents of a queue in their order, with how much each counts. */
export function MembersInput({ field, path, value, onChange }: InputProps<Extract<Field, { kind: 'members' }>>) {
  const { t } = useTranslation();
  const { choices } = useFormFacts();
  const { description, error } = useFieldTexts(field, path);
  const members = membersOf(value);
  const set = (next: readonly Member[]) => onChange(writtenMembers(next));
  const nameOf = (id: string) => choices.agents.find((one) => one.value === id)?.label ?? id;
  const others = choices.agents.filter((one) => !members.some((member) => member.id === one.value));
  return (
    <div className="field-wide members" data-testid="field-agents">
      {description !== null && <span className="dimmed field-hint">{description}</span>}
      {members.length > 0 && (
        <ol className="members-list">
          {members.map((member, index) => (
            <li key={member.id} data-testid={`member-${member.id}`}>
              <span className="members-name">{nameOf(member.id)}</span>
              <NumberInput
                size="xs"
                w={88}
                min={1}
                max={100}
                allowDecimal={false}
                aria-label={t('field.memberOrder', { name: nameOf(member.id) })}
                placeholder={t('field.order')}
                value={member.order ?? ''}
                onChange={(order) =>
                  set(members.with(index, { ...member, order: typeof order === 'number' ? order : null }))
                }
              />
              <NumberInput
                size="xs"
                w={88}
                min={1}
                max={1000}
                allowDecimal={false}
                aria-label={t('field.memberWeight', { name: nameOf(member.id) })}
                placeholder={t('field.weight')}
                value={member.weight ?? ''}
                onChange={(weight) =>
                  set(members.with(index, { ...member, weight: typeof weight === 'number' ? weight : null }))
                }
              />
              <span className="members-tools">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  disabled={index === 0}
                  aria-label={t('field.up', { name: nameOf(member.id) })}
                  onClick={() => set(shifted(members, index, -1))}
                >
                  <IconChevronUp size={18} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  disabled={index === members.length - 1}
                  aria-label={t('field.down', { name: nameOf(member.id) })}
                  onClick={() => set(shifted(members, index, 1))}
                >
                  <IconChevronDown size={18} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('field.takeOut', { name: nameOf(member.id) })}
                  onClick={() => set(members.toSpliced(index, 1))}
                >
                  <IconTrash size={18} />
                </ActionIcon>
              </span>
            </li>
          ))}
        </ol>
      )}
      {others.length > 0 && (
        <NativeSelect
          aria-label={t('field.addAgent')}
          data={[{ value: '', label: t('field.addAgent') }, ...others]}
          value=""
          onChange={(event) => {
            const id = event.currentTarget.value;
            if (id !== '') set([...members, { id, order: null, weight: null }]);
          }}
          data-testid="add-agent"
        />
      )}
      {error !== null && (
        <span className="field-error" role="alert">
          {error}
        </span>
      )}
    </div>
  );
}
