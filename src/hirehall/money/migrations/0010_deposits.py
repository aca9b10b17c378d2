from django.db import migrations, models

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
{added}  ('client_fee',     'income',    'credit', false),
  ('freelancer_fee', 'income',    'credit', false),
  ('rail_fee',       'expense',   'debit',  false),
  ('chargeback',     'expense',   'debit',  false),
  ('exchange',       'expense',   'debit',  false),
  ('conversion',     'equity',    'credit', false);
"""
ADDED = """  ('deposit',        'liability', 'credit', true),
  ('deposit_kept',   'income',    'credit', false),
"""


class Migration(migrations.Migration):
    """Deposits of who sends positions to a board stand in accounts of their own."""

    dependencies = [("money", "0009_memberships")]
    operations = [
        migrations.RunSQL(CHART.format(added=ADDED), CHART.format(added="")),
        migrations.AlterField(
            model_name="payment",
            name="purpose",
            field=models.CharField(
                choices=[("work", "work"), ("membership", "membership"), ("deposit", "deposit")],
                default="work",
                max_length=10,
            ),
        ),
    ]
