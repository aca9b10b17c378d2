from django.db import migrations

CHART = """
CREATE OR REPLACE VIEW money_chart (kind, category, grows_on, keeps_balance) AS VALUES
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
{added}  ('client_fee',     'income',    'credit', false),
  ('freelancer_fee', 'income',    'credit', false),
  ('rail_fee',       'expense',   'debit',  false),
  ('chargeback',     'expense',   'debit',  false),
  ('exchange',       'expense',   'debit',  false),
  ('conversion',     'equity',    'credit', false);
"""
ADDED = """  ('guarantee',      'liability', 'credit', true),
  ('set_aside',      'expense',   'debit',  false),
"""


class Migration(migrations.Migration):
    """A pot that the hall fills from its own fees, for work that a client was not content with."""

    dependencies = [("money", "0007_fee_votes")]
    operations = [migrations.RunSQL(CHART.format(added=ADDED), CHART.format(added=""))]
