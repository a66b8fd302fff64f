/** One measure as plain data for its page. */
import { stateLabels as caseStateLabels } from '#core/process';
import { hides, kindLabels, measureState, roleLabels, sheltered } from '#core/protection';
import {
  protectionOf,
  selectCandidates,
  selectForwards,
  selectMeasure,
  selectMeasureHistory,
  selectMetCases,
  selectMetRecords,
  selectOpenProposal,
  selectPersons,
} from '#core/protection.server';
import { formatShort, formatTokyoDateTime, formatWareki, tokyoDate } from '#kernel/dates';
import { formatKana, formatName } from '#kernel/names';
import type { Tx } from '#platform/db.server';
import { recordLines } from './record-page.server.ts';

const actWords: Record<string, string> = {
  record: '記録した',
  addPerson: '人を加えた',
  forward: '転送した',
  linkCase: '案件を結びつけた',
  linkRecord: '業務アプリのレコードを結びつけた',
  'propose-renew': '更新を提案した',
  'propose-end': '終了を提案した',
  'confirmed-renew': '更新を確認した',
  'confirmed-end': '終了を確認した',
  'declined-renew': '更新の提案を取り下げた・認めなかった',
  'declined-end': '終了の提案を取り下げた・認めなかった',
};

/** Null when there is no such measure. */
export async function measurePage(tx: Tx, municipality: string, id: string, staffId: string | null) {
  const measure = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? await selectMeasure(tx, id) : null;
  if (measure === null) return null;
  const today = tokyoDate(new Date());
  const proposal = await selectOpenProposal(tx, id);
  const candidates = await selectCandidates(tx, id);
  const protection = await protectionOf(tx, { caseIds: candidates });
  const met = [...protection].filter(([, one]) => one.matches.some((match) => match.measureId === id));
  const records = await selectMetRecords(tx, id);
  const lines = await recordLines(tx, municipality, records);
  const cases = await selectMetCases(
    tx,
    met.map(([caseId]) => caseId),
  );
  return {
    id,
    number: measure.number,
    kind: kindLabels[measure.kind],
    state: measureState({ validTo: measure.valid_to, ended: measure.ended_at !== null }, today),
    term: `${formatWareki(measure.valid_from)}から${formatWareki(measure.valid_to)}まで`,
    decidedBy: measure.decided_by,
    recordedAt: formatTokyoDateTime(measure.recorded_at),
    consulted: measure.consulted,
    persons: (await selectPersons(tx, id)).map((one) => ({
      id: one.id,
      role: roleLabels[one.role],
      sheltered: sheltered(one.role),
      name: formatName(one.name),
      kana: formatKana(one.name.kana),
      birthDate: one.birth_date === null ? 'わからない' : formatWareki(one.birth_date),
      addresseeNumber: one.addressee_number ?? '',
      addresses: one.addresses,
    })),
    proposal:
      proposal === null
        ? null
        : {
            kind: proposal.kind,
            validTo: proposal.valid_to === null ? null : formatWareki(proposal.valid_to),
            reason: proposal.reason,
            proposer: proposal.proposer,
            own: proposal.proposed_staff === staffId,
          },
    forwards: (await selectForwards(tx, id)).map((one) => ({
      municipality: one.municipality,
      on: formatShort(one.forwarded_on),
    })),
    cases: cases.map((one) => ({
      id: one.id,
      receiptNumber: one.receipt_number,
      applicant: one.applicant_name,
      state: caseStateLabels[one.state as keyof typeof caseStateLabels]?.ja ?? one.state,
      counterpart: protection.get(one.id)?.state === 'counterpart',
      concerns: hides(protection.get(one.id)),
    })),
    records: records.map(({ appId, recordId, role, certain }) => ({
      appId,
      recordId,
      counterpart: !sheltered(role),
      certain,
      app: lines.get(`${appId}/${recordId}`)?.app ?? appId,
      names: lines.get(`${appId}/${recordId}`)?.names ?? '',
    })),
    history: (await selectMeasureHistory(tx, id)).map((one, index) => ({
      id: index,
      at: formatTokyoDateTime(one.at),
      act: actWords[one.act] ?? one.act,
      who: one.who,
      detail: [
        one.detail.role === undefined ? '' : roleLabels[one.detail.role],
        one.detail.municipality ?? '',
        one.detail.validTo === undefined ? '' : `${formatWareki(one.detail.validTo)}まで`,
        one.detail.reason ?? '',
      ]
        .filter((part) => part !== '')
        .join('　'),
    })),
    today: formatWareki(today),
  };
}

export type MeasurePage = NonNullable<Awaited<ReturnType<typeof measurePage>>>;
