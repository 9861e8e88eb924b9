import { pool } from "@/lib/platform/db";
import { logger } from "@/lib/platform/logger";

/** The tables that only the ledger's own functions may write: any other writer could create credits. */
const LEDGER = `c.relname ~ '^(credit_(account|lot|entry|hold|key|outbox|cap|threshold)|usage_day)'`;

/**
 * Throws if this process's database role could write the ledger directly, or bypasses row-level security. The message
 * says how to fix it.
 */
export async function requireRestrictedRole(): Promise<void> {
  const { rows } = await pool("ledger").query<{ relname: string; role: string }>(`
    select c.relname, current_user as role from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and ${LEDGER}
      and has_table_privilege(current_user, c.oid, 'insert, update, delete, truncate')`);
  const { rows: roles } = await pool("ledger").query<{ bypasses: boolean; admin: boolean }>(`
    select worker.rolbypassrls or worker.rolsuper as bypasses, login.rolsuper as admin
    from pg_roles worker, pg_roles login
    where worker.rolname = current_user and login.rolname = session_user`);
  const [first] = rows;
  if (first) {
    throw new Error(
      `The database role ${first.role} can write ${first.relname}, which only the ledger's function may. ` +
        `Run the migrations, and take the right away: revoke insert, update, delete, truncate on ${first.relname} from ${first.role}.`,
    );
  }
  if (roles[0]?.bypasses) {
    throw new Error(
      "The database role wellspent_app passes row-level security by. Run: alter role wellspent_app nosuperuser nobypassrls.",
    );
  }
  if (roles[0]?.admin) {
    logger.warn(
      "DATABASE_URL signs in as a superuser. Give the product a login of its own: see the README.",
    );
  }
}
