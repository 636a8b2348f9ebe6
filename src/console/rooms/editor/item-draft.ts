import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type ItemView, itemView } from '../../../contexts/publications/contract.ts';
import { get, send } from '../../api.ts';
import { forgetText, keepText, keptText } from '../../kept-text.ts';
import { hasCode } from '../../problem-words.ts';
import { queries } from '../../queries.ts';
import { useExpired } from '../../session.tsx';
import { type ContentField, contentOf, type DraftContent, mergeContent, wireOf } from './draft-content.ts';

interface Kept {
  /** The revision this text is written on. */
  readonly revision: number;
  readonly content: DraftContent;
}

export interface ItemDraft {
  readonly content: DraftContent;
  readonly change: (patch: Partial<DraftContent>) => void;
  /** Changes when the rich text must be read anew from `content`. */
  readonly editorKey: number;
  readonly stateWords: string;
  readonly error: unknown;
  /** Somebody else's version, when they saved in between. */
  readonly theirs: ItemView | null;
  readonly resolve: (fromTheirs: ReadonlySet<ContentField>) => void;
  /** Saves what is unsaved; true when the server has everything. */
  readonly flush: () => Promise<boolean>;
}

type Outcome = 'all-saved' | 'more-typed' | 'failed';

const autosaveAfterMs = 2_000;
const retryAfterMs = 10_000;

/**
 * A draft while it is being written. Every change is kept in the browser at once and saved to the server after a
 * pause; one save at a time. When somebody else has saved in between, saving stops until the person has chosen.
 */
export function useItemDraft(item: ItemView): ItemDraft {
  const key = `item.${item.id}`;
  const client = useQueryClient();
  const [mine, setMine] = useState<Kept | null>(() => keptText<Kept>(key) ?? null);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [theirs, setTheirs] = useState<ItemView | null>(null);
  const [editorKey, setEditorKey] = useState(0);
  const latest = useRef({ item, mine });
  latest.current = { item, mine };
  const shownRevision = useRef(mine?.revision ?? item.revision);
  const running = useRef<Promise<Outcome> | null>(null);
  const refused = useRef<Kept | null>(null);
  const expired = useExpired();

  const change = (patch: Partial<DraftContent>) => {
    const { item, mine } = latest.current;
    const next = {
      revision: mine?.revision ?? item.revision,
      content: { ...(mine?.content ?? contentOf(item)), ...patch },
    };
    latest.current.mine = next;
    setMine(next);
    keepText(key, next);
  };

  const settle = (saved: ItemView, sent: Kept) => {
    shownRevision.current = saved.revision;
    client.setQueryData(queries.item(item.id).queryKey, saved);
    const now = latest.current.mine;
    const rest = now === null || now === sent ? null : { revision: saved.revision, content: now.content };
    latest.current.mine = rest;
    setMine(rest);
    if (rest === null) forgetText(key);
    else keepText(key, rest);
  };

  const saveOnce = async (): Promise<Outcome> => {
    const sent = latest.current.mine;
    if (sent === null) return 'all-saved';
    setSaving(true);
    try {
      settle(await send('PATCH', `items/${item.id}`, wireOf(sent.content, sent.revision), itemView), sent);
      setError(null);
      return latest.current.mine === null ? 'all-saved' : 'more-typed';
    } catch (problem) {
      refused.current = sent;
      setError(problem);
      if (hasCode(problem, 'edited-meanwhile'))
        setTheirs(await get(`items/${item.id}`, itemView).catch(() => null));
      return 'failed';
    } finally {
      setSaving(false);
    }
  };

  const flush = async (): Promise<boolean> => {
    // Typing goes on while a save is under way: what came in meanwhile is saved by another round.
    for (let round = 0; round < 5; round += 1) {
      running.current ??= saveOnce().finally(() => {
        running.current = null;
      });
      const outcome = await running.current;
      if (outcome !== 'more-typed') return outcome === 'all-saved';
    }
    return false;
  };

  useEffect(() => {
    if (mine === null || theirs !== null || expired) return;
    const isAway = hasCode(error, 'no-answer') || hasCode(error, 'database-away');
    // What the server refused is not sent again unchanged; a lost connection is tried again by itself.
    if (error !== null && !isAway && !hasCode(error, 'not-signed-in') && refused.current === mine) return;
    const timer = setTimeout(() => void flush(), isAway ? retryAfterMs : autosaveAfterMs);
    return () => clearTimeout(timer);
  }, [mine, theirs, error, expired]);

  useEffect(() => {
    // Nothing unsaved here and a newer version there: show it.
    if (latest.current.mine !== null || item.revision === shownRevision.current) return;
    shownRevision.current = item.revision;
    setEditorKey(value => value + 1);
  }, [item.revision]);

  const resolve = (fromTheirs: ReadonlySet<ContentField>) => {
    if (theirs === null || mine === null) return;
    client.setQueryData(queries.item(item.id).queryKey, theirs);
    const merged = mergeContent(mine.content, contentOf(theirs), fromTheirs);
    const next = { revision: theirs.revision, content: merged };
    latest.current.mine = next;
    setMine(next);
    keepText(key, next);
    setTheirs(null);
    setError(null);
    setEditorKey(value => value + 1);
  };

  const stateWords = saving
    ? '正在保存…'
    : mine === null
      ? '全部内容已保存'
      : theirs === null
        ? '有修改尚未保存'
        : '等待处理冲突';
  const shownError = hasCode(error, 'edited-meanwhile') ? null : error;
  return {
    content: mine?.content ?? contentOf(item),
    change,
    editorKey,
    stateWords,
    error: shownError,
    theirs,
    resolve,
    flush,
  };
}
