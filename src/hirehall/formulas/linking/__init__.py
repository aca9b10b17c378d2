"""Which terms of a list a free text means, by its letters and words alone: no model, nothing learned elsewhere."""

from __future__ import annotations

from hirehall.formulas.linking.linker import Link, Linker, Term

__all__ = ["Link", "Linker", "Term"]
