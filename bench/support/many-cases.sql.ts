/** A city after years of work, in bulk: cases with records, history, letters, decisions' traces, attachments and audit rows. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

/** As owner. Every case has one attachment of each side, both naming the content of its number in `digests`. */
export async function insertManyCases(tx: Tx, digests: string[], from: number): Promise<void> {
  const app = 'school-expense-assistance';
  await sql`
    CREATE TEMP TABLE made ON COMMIT DROP AS
    SELECT ${from}::integer + n AS n, gen_random_uuid() AS application, gen_random_uuid() AS id, gen_random_uuid() AS record, digest
    FROM unnest(${digests}::text[]) WITH ORDINALITY AS d (digest, n)`.execute(tx);
  await sql`
    INSERT INTO applications (id, receipt_number, secret_hash, submit_key, body_hash, procedure_id, procedure_version, app_id,
      app_version, language, answers)
    SELECT application, 'BENCH-' || n, md5(n::text), gen_random_uuid(), md5(n::text), ${app}, 1, ${app}, 1, 'ja',
      jsonb_build_object('1', jsonb_build_object('family', '試験' || n, 'given', '紙子'), '2', '1990-01-01', '30', repeat('事情', 40))
    FROM made`.execute(tx);
  await sql`
    INSERT INTO application_events (application_id, at, kind)
    SELECT application, now() - interval '1 day' * step, 'state' FROM made, generate_series(1, 4) step`.execute(
    tx,
  );
  await sql`
    INSERT INTO portal_files (id, application_id, field_id, sha256, name, type, bytes)
    SELECT gen_random_uuid(), application, 60, digest, '証明書.txt', 'text/plain', 1 FROM made`.execute(tx);
  await sql`
    INSERT INTO r_school_expense_assistance (id, f1, f70)
    SELECT record, jsonb_build_object('family', '試験' || n, 'given', '紙子'), sha256(convert_to(n::text, 'UTF8')) || sha256('sealed')
    FROM made`.execute(tx);
  await sql`
    INSERT INTO record_history (app_id, record_id, revision, actor_kind, diff)
    SELECT ${app}, record, 1, 'system', jsonb_build_object('1', jsonb_build_array(null, '試験' || n)) FROM made`.execute(
    tx,
  );
  await sql`
    INSERT INTO cases (id, receipt_number, application_id, procedure_id, procedure_version, app_id, app_version, record_id,
      department, state, channel, applicant_name, applicant_terms, arrived_at, assurance)
    SELECT id, 'BENCH-' || n, application, ${app}, 1, ${app}, 1, record, '0000', 'arrived', 'online', '試験' || n || ' 紙子',
      ARRAY['試験', n::text], now() - interval '1 day' * (n % 1800), 'mail' FROM made`.execute(tx);
  await sql`
    INSERT INTO case_actions (case_id, verb, actor_kind, note)
    SELECT id, 'receive', 'system', '受け付けました' FROM made, generate_series(1, 5)`.execute(tx);
  await sql`
    INSERT INTO staff_files (id, case_id, field_id, sha256, name, type, bytes)
    SELECT gen_random_uuid(), id, 60, digest, '証明書.txt', 'text/plain', 1 FROM made`.execute(tx);
  await sql`
    INSERT INTO outbox (kind, target, payload, relayed_at, delivered_at)
    SELECT 'application.submitted', 'staff', jsonb_build_object('applicationId', application), now(), now() FROM made`.execute(
    tx,
  );
  await sql`
    INSERT INTO audit (zone, actor_kind, act, noun, ids)
    SELECT 'staff', 'staff', 'case.read', 'case', ARRAY[id::text] FROM made, generate_series(1, 5)`.execute(
    tx,
  );
}
