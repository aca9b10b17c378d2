"""A published version of a question bank never changes, whoever writes to the table."""

from django.db import migrations

FENCE = """
CREATE FUNCTION vetting_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_at IS NOT NULL THEN
    RAISE EXCEPTION 'a published version of a question bank never changes';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER vetting_version_stays BEFORE UPDATE OR DELETE ON vetting_bank_version
  FOR EACH ROW EXECUTE FUNCTION vetting_version_stays();
CREATE FUNCTION vetting_question_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM vetting_bank_version v WHERE v.published_at IS NOT NULL
             AND v.id IN (OLD.version_id, NEW.version_id)) THEN
    RAISE EXCEPTION 'a question of a published version never changes';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER vetting_question_stays BEFORE UPDATE ON vetting_question
  FOR EACH ROW EXECUTE FUNCTION vetting_question_stays();
CREATE FUNCTION vetting_question_neither_comes_nor_goes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM vetting_bank_version v WHERE v.published_at IS NOT NULL
             AND v.id = CASE TG_OP WHEN 'DELETE' THEN OLD.version_id ELSE NEW.version_id END) THEN
    RAISE EXCEPTION 'a published version of a question bank keeps its questions';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER vetting_question_neither_comes_nor_goes BEFORE INSERT OR DELETE ON vetting_question
  FOR EACH ROW EXECUTE FUNCTION vetting_question_neither_comes_nor_goes();
"""
UNFENCE = """
DROP TRIGGER vetting_version_stays ON vetting_bank_version;
DROP TRIGGER vetting_question_stays ON vetting_question;
DROP TRIGGER vetting_question_neither_comes_nor_goes ON vetting_question;
DROP FUNCTION vetting_version_stays();
DROP FUNCTION vetting_question_stays();
DROP FUNCTION vetting_question_neither_comes_nor_goes();
"""


class Migration(migrations.Migration):
    dependencies = [("vetting", "0001_initial")]
    operations = [migrations.RunSQL(FENCE, UNFENCE)]
