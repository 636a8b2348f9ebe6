import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type PlanLeaf, type PlanView, planView } from '../../../contexts/plan/contract.ts';
import { forgetText, keepText, keptText } from '../../kept-text.ts';
import { useCommand } from '../../parts/command.ts';
import { hasCode } from '../../problem-words.ts';
import { queries } from '../../queries.ts';

interface Kept {
  readonly revision: number;
  readonly leaves: PlanLeaf[];
}

export interface PlanDraft {
  readonly leaves: readonly PlanLeaf[];
  readonly change: (leaves: readonly PlanLeaf[]) => void;
  readonly isChanged: boolean;
  /** Somebody else saved in the meantime. */
  readonly isStale: boolean;
  readonly saving: boolean;
  readonly error: unknown;
  readonly stateWords: string;
  readonly save: () => void;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
}

/** The leaves as they are being corrected; kept in the browser until the server has them. */
export function usePlanDraft(plan: PlanView): PlanDraft {
  const key = `plan.${plan.id}`;
  const client = useQueryClient();
  const [mine, setMine] = useState<Kept | null>(() => keptText<Kept>(key) ?? null);
  useEffect(() => {
    if (mine === null) forgetText(key);
    else keepText(key, mine);
  }, [mine, key]);
  const command = useCommand<Kept, typeof planView>({
    method: 'PATCH',
    endpoint: `plans/${plan.id}`,
    answer: planView,
    wire: ({ revision, leaves }) => ({ revision, leaves }),
    done: '修改已保存',
    onDone: saved => {
      client.setQueryData(queries.plan(plan.id).queryKey, saved);
      setMine(null);
    },
  });
  const editable = plan.state === 'draft';
  const refused = hasCode(command.error, 'edited-meanwhile');
  const isStale = mine !== null && (refused || mine.revision !== plan.revision) && !command.isPending;
  return {
    leaves: editable && mine !== null ? mine.leaves : plan.leaves,
    change: leaves => setMine({ revision: mine?.revision ?? plan.revision, leaves: [...leaves] }),
    isChanged: editable && mine !== null,
    isStale: editable && isStale,
    saving: command.isPending,
    error: refused ? null : command.error,
    stateWords: !editable ? '' : mine === null ? '全部修改已保存' : '有修改尚未保存',
    save: () => mine !== null && command.mutate(mine),
    keepMine: () => {
      if (mine === null) return;
      void client.fetchQuery({ ...queries.plan(plan.id), staleTime: 0 }).then(theirs => {
        const rebased = { ...mine, revision: theirs.revision };
        setMine(rebased);
        command.mutate(rebased);
      });
    },
    takeTheirs: () => {
      setMine(null);
      command.reset();
      void client.invalidateQueries({ queryKey: queries.plan(plan.id).queryKey });
    },
  };
}
