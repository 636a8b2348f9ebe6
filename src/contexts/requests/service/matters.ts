import { cite } from '../../../law/citation.ts';
import { reason } from '../../../law/refusal.ts';
import { transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import { may } from '../../review/rules/authority.ts';
import type { RequestPorts, Trx } from '../ports.ts';
import { blockers, type Scene } from '../rules/blockers.ts';
import type { BodyOf } from '../rules/deciding.ts';
import type { Happening } from '../rules/events.ts';
import type { Case } from '../rules/fold.ts';
import { classTableDigest, matterKeyOf, subjectClassOf } from '../rules/subject.ts';
import { askersOf, lockUnclassed, matterByNumber, putClasses } from '../store/matters.ts';
import { paperById } from '../store/papers.ts';
import { fileNameOf, type PaperCases } from './papers.ts';
import { addEvents, attemptOn, commandOn, type Outcome, type Result } from './perform.ts';

/** What requests are about: their class, who else asks for the same, and its way to proactive publication (art 44). */

const part = 1000;

export function matterCases(ports: RequestPorts, papers: PaperCases) {
  const { database, pack } = ports;

  function classify(
    actor: Actor,
    id: string,
    { subjectClass }: BodyOf<'classify'>,
    revision?: number,
  ): Promise<Result<Case>> {
    return commandOn(ports, { actor, command: 'classify', id, revision }, scene => {
      const reasons = blockers(scene, 'classify');
      if (subjectClass !== '' && pack.subjectClasses.every(each => each.id !== subjectClass))
        reasons.push(reason('unknown-class', '没有这个申请内容类别，请重新选择。', cite('本机关规定')));
      if (reasons.length > 0) return { ok: false, reasons };
      return { ok: true, happenings: [{ kind: 'classified', on: scene.today, subjectClass }] };
    });
  }

  /** Names another case that asks for the same in other words; both count together from then on. */
  function noteSame(
    actor: Actor,
    id: string,
    body: BodyOf<'note-same'>,
    revision?: number,
  ): Promise<Result<Case>> {
    return commandOn(ports, { actor, command: 'note-same', id, revision }, async (scene, trx) => {
      const reasons = blockers(scene, 'note-same');
      const other = await matterByNumber(trx, body.number);
      const basis = cite('政府信息公开条例', 44);
      // A case that the person may not see is answered like one that is not there.
      if (other === undefined || !may(actor, 'request.read', other.unitId))
        reasons.push(reason('no-such-number', `没有登记号为“${body.number}”的申请，请核对。`, basis));
      else if (other.id === id)
        reasons.push(reason('same-case', '这就是本件的登记号，请填写另一件申请的登记号。', basis));
      else if (other.matter === 'own-record' || scene.case.matter === 'own-record')
        reasons.push(reason('own-record', '更正本人信息的申请不与其他申请合并计算。', basis));
      if (reasons.length > 0 || other === undefined) return { ok: false, reasons };
      const { number, matterKey: key } = other;
      return { ok: true, happenings: [{ kind: 'same-noted', on: scene.today, number, key }] };
    });
  }

  /** What the reply supplied, as files without a name in them; nothing before it has left. */
  async function suppliedFiles(trx: Trx, { delivery, reply }: Case) {
    if (delivery === null || reply === null) return [];
    const { outcome, supplied } = reply.content;
    const wanted = supplied.filter(each => outcome === 'disclosed' || each.redacted);
    const files: { name: string; bytes: Uint8Array }[] = [];
    for (const { paperId } of wanted) {
      const paper = await paperById(trx, paperId);
      if (paper === undefined || paper.namesApplicant) continue;
      files.push({ name: fileNameOf(paper), bytes: await papers.open(paper) });
    }
    return files;
  }

  /** Column of the class of the subject, else that of the pack. */
  function usualColumn({ case: { subjectClass, wish } }: Scene): string | undefined {
    const id = subjectClass ?? subjectClassOf(wish.subject, pack.subjectClasses);
    return pack.subjectClasses.find(each => each.id === id)?.columnId ?? pack.proposalColumn;
  }

  async function drafted(trx: Trx, actor: Actor, scene: Scene, body: BodyOf<'propose-publication'>) {
    const columnId = body.columnId ?? usualColumn(scene);
    const no = (code: string, message: string) => ({
      ok: false as const,
      reasons: [reason(code, message, cite('政府信息公开条例', 44))],
    });
    if (columnId === undefined) return no('column-missing', '请选择发布的栏目。');
    if (ports.draftItem === undefined) return no('no-drafting', '本系统没有启用信息起草。');
    const title = body.title ?? scene.case.wish.subject;
    const files = await suppliedFiles(trx, scene.case);
    const made = await ports.draftItem(actor, { columnId, title, unitId: scene.case.unitId, files });
    return made.ok ? { ok: true as const, id: made.id, title } : made;
  }

  /** One click drafts an item for what several applicants asked for (条例 art 44). */
  function proposePublication(
    actor: Actor,
    id: string,
    body: BodyOf<'propose-publication'>,
    revision?: number,
  ): Promise<Result<Case>> {
    const attempt = { actor, command: 'propose-publication', id, revision };
    return attemptOn(ports, attempt, async (trx, loaded, scene): Promise<Outcome<Case>> => {
      const { people } = await askersOf(trx, id);
      const reasons = blockers({ ...scene, askers: people }, 'propose-publication');
      if (reasons.length > 0) return { ok: false, reasons };
      const made = await drafted(trx, actor, scene, body);
      if (!made.ok) return made;
      const { id: documentId, title } = made;
      const proposed: Happening = { kind: 'publication-proposed', on: scene.today, documentId, title };
      const after = await addEvents(ports, trx, loaded, [proposed], actor);
      return { ok: true, value: after, detail: { documentId, askers: people } };
    });
  }

  /** Derives key and class anew where the table of classes has changed, a part at a time. */
  async function settleClasses(): Promise<number> {
    const classBy = classTableDigest(pack.subjectClasses);
    for (let settled = 0; ; ) {
      const found = await transaction(database, async trx => {
        const cases = await lockUnclassed(trx, classBy, part);
        await putClasses(
          trx,
          cases.map(({ id, subject, matterKey }) => ({
            id,
            matterKey: matterKey === '' ? matterKeyOf(subject) : matterKey,
            subjectClass: subjectClassOf(subject, pack.subjectClasses),
            classBy,
          })),
        );
        return cases.length;
      });
      settled += found;
      if (found < part) return settled;
    }
  }

  return { classify, noteSame, proposePublication, settleClasses };
}
