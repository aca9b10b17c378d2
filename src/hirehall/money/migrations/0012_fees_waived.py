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
  ('guarantee',      'liability', 'credit', true),
  ('set_aside',      'expense',   'debit',  false),
  ('unearned',       'liability', 'credit', true),
  ('membership',     'income',    'credit', false),
  ('deposit',        'liability', 'credit', true),
  ('deposit_kept',   'income',    'credit', false),
{added}  ('client_fee',     'income',    'credit', false),
  ('freelancer_fee', 'income',    'credit', false),
  ('rail_fee',       'expense',   'debit',  false),
  ('chargeback',     'expense',   'debit',  false),
  ('exchange',       'expense',   'debit',  false),
  ('conversion',     'equity',    'credit', false);
"""
ADDED = """  ('fee_waived',     'expense',   'debit',  false),
"""


class Migration(migrations.Migration):
    """What the hall waives is its own expense, beside the fee that it would have earned."""

    dependencies = [("money", "0011_in_the_currency_of_the_hall")]
    operations = [migrations.RunSQL(CHART.format(added=ADDED), CHART.format(added=""))]
