-- The ledger's fences and its one door.
--
-- Money enters the books through money_post() and no other way. What it promises:
--   one transfer per (hall, key), each currency of a transfer sums to zero, kept balances equal the sum of their
--   entries and are never negative, nothing is ever changed or removed.
-- Refusals carry a code of our own: HH001 not enough, HH002 unbalanced, HH003 key used for something else,
-- HH004 append-only, HH005 unknown account.

-- The chart of accounts as the database knows it (states.CHART in Python; a test compares the two).
CREATE VIEW money_chart (kind, category, grows_on, keeps_balance) AS VALUES
  ('clearing',       'asset',     'debit',  false),
  ('disputed',       'asset',     'debit',  false),
  ('safeguarded',    'asset',     'debit',  false),
  ('operating',      'asset',     'debit',  false),
  ('receivable',     'asset',     'debit',  true),
  ('client_credit',  'liability', 'credit', true),
  ('escrow',         'liability', 'credit', true),
  ('payable',        'liability', 'credit', true),
  ('in_transit',     'liability', 'credit', true),
  ('output_tax',     'liability', 'credit', false),
  ('withheld_tax',   'liability', 'credit', false),
  ('client_fee',     'income',    'credit', false),
  ('freelancer_fee', 'income',    'credit', false),
  ('rail_fee',       'expense',   'debit',  false),
  ('chargeback',     'expense',   'debit',  false),
  ('exchange',       'expense',   'debit',  false),
  ('conversion',     'equity',    'credit', false);

-- One posting touches one hall, and an entry is in its account's currency: keys say so, not code.
ALTER TABLE money_account  ADD CONSTRAINT account_hall_and_currency UNIQUE (id, hall_id, currency);
ALTER TABLE money_transfer ADD CONSTRAINT transfer_hall UNIQUE (id, hall_id);
ALTER TABLE money_account  ADD CONSTRAINT account_belongs_to_a_hall
  FOREIGN KEY (hall_id) REFERENCES halls_hall (id) ON DELETE RESTRICT;
ALTER TABLE money_entry    ADD CONSTRAINT entry_in_its_accounts_hall_and_currency
  FOREIGN KEY (account_id, hall_id, currency) REFERENCES money_account (id, hall_id, currency);
ALTER TABLE money_entry    ADD CONSTRAINT entry_in_its_transfers_hall
  FOREIGN KEY (transfer_id, hall_id) REFERENCES money_transfer (id, hall_id);

-- Append-only: corrections add.
CREATE FUNCTION money_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the books are append-only: % on % is refused; post a correction', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'HH004';
END $$;
CREATE TRIGGER entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON money_entry
  FOR EACH STATEMENT EXECUTE FUNCTION money_append_only();
CREATE TRIGGER transfers_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON money_transfer
  FOR EACH STATEMENT EXECUTE FUNCTION money_append_only();
CREATE TRIGGER accounts_stay BEFORE DELETE OR TRUNCATE ON money_account
  FOR EACH STATEMENT EXECUTE FUNCTION money_append_only();
CREATE TRIGGER accounts_keep_their_name
  BEFORE UPDATE OF id, hall_id, kind, currency, subject_id, group_id ON money_account
  FOR EACH STATEMENT EXECUTE FUNCTION money_append_only();

-- Second opinion at commit, for whatever may once write past money_post().
CREATE FUNCTION money_sums_to_zero() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM money_entry WHERE transfer_id = NEW.transfer_id
             GROUP BY currency HAVING sum(amount_minor) <> 0) THEN
    RAISE EXCEPTION 'transfer % does not sum to zero in each currency', NEW.transfer_id USING ERRCODE = 'HH002';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER each_currency_sums_to_zero AFTER INSERT ON money_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION money_sums_to_zero();

CREATE FUNCTION money_has_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM money_entry WHERE transfer_id = NEW.id) THEN
    RAISE EXCEPTION 'transfer % has no entries', NEW.id USING ERRCODE = 'HH002';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER a_transfer_has_entries AFTER INSERT ON money_transfer
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION money_has_entries();

-- The one door. Legs come as parallel arrays: kind, currency, subject, group, amount (debit positive, minor
-- units), and the id under which the account is opened where it does not exist yet.
-- Order matters: claim the key, open accounts, lock the kept ones in id order, then insert, then update. Entries
-- before locks would deadlock (their foreign keys take share locks). Accounts without a kept balance are not
-- locked: every posting touches them.
CREATE FUNCTION money_accounts(
  p_hall_id uuid, p_kinds text[], p_currencies text[], p_subjects uuid[], p_groups uuid[]
) RETURNS uuid[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_accounts uuid[];
BEGIN
  SELECT array_agg(a.id ORDER BY leg.ordinal) INTO v_accounts
    FROM unnest(p_kinds, p_currencies, p_subjects, p_groups)
           WITH ORDINALITY AS leg (kind, currency, subject, grouping, ordinal)
    JOIN money_account AS a
      ON a.hall_id = p_hall_id AND a.kind = leg.kind AND a.currency = leg.currency
     AND a.subject_id = leg.subject AND a.group_id = leg.grouping;
  RETURN v_accounts;
END $$;

CREATE FUNCTION money_post(
  p_transfer_id uuid, p_hall_id uuid, p_key text, p_kind text,
  p_contract_id uuid, p_unit_id uuid, p_cause_id uuid, p_reverses_id uuid, p_posted_at timestamptz,
  p_kinds text[], p_currencies text[], p_subjects uuid[], p_groups uuid[], p_minors bigint[], p_open_as uuid[]
) RETURNS TABLE (transfer_id uuid, is_new boolean)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan  -- planned once a session; by array length it is planned anew each time: 3x
AS $$
DECLARE
  v_body text := encode(sha256(convert_to(jsonb_build_array(
    p_kind, p_contract_id, p_unit_id, p_reverses_id,  -- not the cause: a retry makes that row anew
    p_kinds, p_currencies, p_subjects, p_groups, p_minors)::text, 'UTF8')), 'hex');
  v_earlier record;
  v_short record;
  v_accounts uuid[];
BEGIN
  INSERT INTO money_transfer
    (id, hall_id, key, kind, contract_id, unit_id, cause_id, reverses_id, body_hash, posted_at)
  VALUES
    (p_transfer_id, p_hall_id, p_key, p_kind, p_contract_id, p_unit_id, p_cause_id, p_reverses_id, v_body, p_posted_at)
  ON CONFLICT (hall_id, key) DO NOTHING;
  IF NOT FOUND THEN
    SELECT earlier.id, earlier.body_hash INTO STRICT v_earlier
      FROM money_transfer AS earlier WHERE earlier.hall_id = p_hall_id AND earlier.key = p_key;
    IF v_earlier.body_hash <> v_body THEN
      RAISE EXCEPTION 'posting key % was used for something else', p_key USING ERRCODE = 'HH003';
    END IF;
    RETURN QUERY SELECT v_earlier.id, false;
    RETURN;
  END IF;

  IF coalesce(cardinality(p_minors), 0) < 2 OR EXISTS (
    SELECT FROM unnest(p_currencies, p_minors) AS leg (currency, minor)
     GROUP BY leg.currency HAVING sum(leg.minor) <> 0
  ) THEN
    RAISE EXCEPTION 'posting % does not sum to zero in each currency', p_key USING ERRCODE = 'HH002';
  END IF;

  v_accounts := money_accounts(p_hall_id, p_kinds, p_currencies, p_subjects, p_groups);
  IF coalesce(cardinality(v_accounts), 0) <> cardinality(p_minors) THEN
    INSERT INTO money_account (id, hall_id, kind, currency, subject_id, group_id, balance_minor)
    SELECT DISTINCT ON (leg.kind, leg.currency, leg.subject, leg.grouping)
           leg.open_as, p_hall_id, leg.kind, leg.currency, leg.subject, leg.grouping,
           CASE WHEN chart.keeps_balance THEN 0 END
      FROM unnest(p_kinds, p_currencies, p_subjects, p_groups, p_open_as)
             AS leg (kind, currency, subject, grouping, open_as)
      JOIN money_chart AS chart ON chart.kind = leg.kind
     ORDER BY leg.kind, leg.currency, leg.subject, leg.grouping
    ON CONFLICT (hall_id, kind, currency, subject_id, group_id) DO NOTHING;
    v_accounts := money_accounts(p_hall_id, p_kinds, p_currencies, p_subjects, p_groups);
  END IF;
  IF coalesce(cardinality(v_accounts), 0) <> cardinality(p_minors) THEN
    RAISE EXCEPTION 'posting % names an account that the chart does not have', p_key USING ERRCODE = 'HH005';
  END IF;

  WITH locked AS MATERIALIZED (
    SELECT a.id, a.kind, a.currency, a.balance_minor FROM money_account AS a
     WHERE a.id = ANY (v_accounts) AND a.balance_minor IS NOT NULL
     ORDER BY a.id FOR NO KEY UPDATE
  ), moved AS (
    SELECT leg.account, sum(leg.minor)::bigint AS minor
      FROM unnest(v_accounts, p_minors) AS leg (account, minor) GROUP BY leg.account
  )
  SELECT min(locked.kind) AS kind, min(locked.balance_minor) AS has, min(locked.currency) AS currency,
         min(abs(moved.minor)) AS needs
    INTO v_short
    FROM locked JOIN moved ON moved.account = locked.id JOIN money_chart AS chart ON chart.kind = locked.kind
   WHERE locked.balance_minor + CASE chart.grows_on WHEN 'debit' THEN moved.minor ELSE -moved.minor END < 0;
  IF v_short.kind IS NOT NULL THEN
    RAISE EXCEPTION 'posting %: % holds % % and not %',
      p_key, v_short.kind, v_short.has, v_short.currency, v_short.needs USING ERRCODE = 'HH001';
  END IF;

  INSERT INTO money_entry (transfer_id, account_id, hall_id, currency, amount_minor)
  SELECT p_transfer_id, leg.account, p_hall_id, leg.currency, leg.minor
    FROM unnest(v_accounts, p_currencies, p_minors) WITH ORDINALITY AS leg (account, currency, minor, ordinal)
   ORDER BY leg.ordinal;

  UPDATE money_account AS a
     SET balance_minor = a.balance_minor + CASE chart.grows_on WHEN 'debit' THEN moved.minor ELSE -moved.minor END
    FROM (SELECT leg.account, sum(leg.minor)::bigint AS minor
            FROM unnest(v_accounts, p_minors) AS leg (account, minor) GROUP BY leg.account) AS moved,
         money_chart AS chart
   WHERE a.id = moved.account AND a.balance_minor IS NOT NULL AND chart.kind = a.kind;

  RETURN QUERY SELECT p_transfer_id, true;
END $$;

-- Grants for a set-up with two roles: the app reads the books and may only call the door.
CREATE FUNCTION money_fence(p_role text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('REVOKE ALL ON money_account, money_transfer, money_entry FROM %I', p_role);
  EXECUTE format('GRANT SELECT ON money_account, money_transfer, money_entry, money_chart TO %I', p_role);
  EXECUTE format('GRANT EXECUTE ON FUNCTION money_post TO %I', p_role);
END $$;
REVOKE ALL ON FUNCTION money_post FROM PUBLIC;
REVOKE ALL ON FUNCTION money_fence FROM PUBLIC;
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'hirehall_app') THEN
    PERFORM money_fence('hirehall_app');
  END IF;
END $$;
