import type { InterpretationForm } from '../../../contexts/publications/contract.ts';

const free: readonly InterpretationForm[] = ['text', 'chart', 'comic'];

/** Is this form filled in field by field? The others are written in the editor. */
export function hasFields(form: InterpretationForm | null): boolean {
  return form !== null && !free.includes(form);
}
